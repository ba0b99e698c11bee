"""Imports an encrypted Aegis file into a new database of OTPClient 3, whose command line cannot, by its window: through the interface for screen readers (AT-SPI).

otpclient_import.py DATABASE DATABASE_PASSWORD FILE FILE_PASSWORD, inside xvfb-run and dbus-run-session; the configuration names DATABASE. Exit code 0: imported; 75 where its window, or the desktop that it needs, did not do what
was asked of it; 1 where it refused the file. The reason is on standard error.
"""
import os
import subprocess
import sys
import time
import warnings

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

NOT_NOW = 75      # EX_TEMPFAIL of sysexits.h
PATIENCE = 40.0   # s; a window opens in well under one, on a machine with nothing else to do
REST = 0.2        # s; what slides into its place has moved on by then
QUIET = 1.0       # s; a program that is writing a file has written more of it by then
ANSWER = 2000     # ms
warnings.simplefilter('ignore')


def widgets():
    while GLib.MainContext.default().iteration(False): pass   # learns what came and went
    waiting = [Atspi.get_desktop(0)]
    while waiting:
        widget = waiting.pop()
        if widget is None: continue
        yield widget
        try: waiting.extend(widget.get_child_at_index(at) for at in reversed(range(widget.get_child_count())))
        except GLib.Error: pass   # it closed while we looked


def shown(role, name=None):
    found = []
    for widget in widgets():
        try:
            if widget.get_role_name() == role and name in (None, widget.get_name()) and widget.get_state_set().contains(Atspi.StateType.SHOWING): found.append(widget)
        except GLib.Error: pass
    return found


def stop(why):
    print(why, file=sys.stderr)
    sys.exit(NOT_NOW)


def until(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := condition(): return found
        time.sleep(0.1)
    stop(f'OTPClient did not show {what}; it shows: ' + '; '.join(label.get_name() for label in shown('label')))


def find(role, name=None, count=1):
    return until(lambda: (lambda found: found if len(found) >= count else None)(shown(role, name)), f'{role} {name or ""}')


def is_(widget, state):
    try: return widget.get_state_set().contains(state)
    except GLib.Error: return False   # it is gone


def press(*what):
    """The last that is shown, once it can be pressed: a file chooser looks the file up before it lets it be chosen."""
    do(until(lambda: next((button for button in reversed(shown(*what)) if is_(button, Atspi.StateType.SENSITIVE)), None), f'{what[1]} that can be pressed'))


def do(widget, action='click'):
    names = [Atspi.Action.get_action_name(widget, at) for at in range(Atspi.Action.get_n_actions(widget))]
    Atspi.Action.do_action(widget, names.index(action))


def at_rest(widget):
    """Where it is, once it stays there; None when it went away."""
    def extents():
        try: place = Atspi.Component.get_extents(widget, Atspi.CoordType.SCREEN)
        except GLib.Error: return None
        return place.x, place.y, place.width, place.height

    end, before = time.monotonic() + PATIENCE, extents()
    while time.monotonic() < end:
        time.sleep(REST)
        now = extents()
        if now is None or now == before: return now
        before = now
    stop(f'OTPClient never stopped moving {widget.get_name()}')


def click_by_mouse(widget, opens):
    """What opens a dialog of its own from within the answer to a screen reader never answers: this one takes the mouse, which may miss what has just moved."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if is_(widget, Atspi.StateType.SHOWING) and (place := at_rest(widget)):
            x, y, width, height = place
            Atspi.generate_mouse_event(x + width // 2, y + height // 2, 'b1c')
        soon = time.monotonic() + 5
        while time.monotonic() < soon:
            if found := shown(*opens): return found
            time.sleep(0.1)
    stop(f'OTPClient did not show {opens[1]} when {widget.get_name()} was clicked')


def until_written(file):
    """Until nothing more was written into it for a while."""
    def state():
        there = os.stat(file)
        return there.st_size, there.st_mtime_ns

    end, before, since = time.monotonic() + PATIENCE, state(), time.monotonic()
    while time.monotonic() - since < QUIET:
        if time.monotonic() > end: stop(f'OTPClient never stopped writing {file}')
        time.sleep(0.1)
        if (now := state()) != before: before, since = now, time.monotonic()


def make_database(database, password):
    press('push button', 'OK')   # "does not exist. A new database will be created."
    find('file chooser')
    Atspi.EditableText.set_text_contents(find('text')[0], database)
    press('push button', 'OK')
    find('dialog', 'Password')
    for field in find('password text', count=2): Atspi.EditableText.set_text_contents(field, password)
    press('push button', 'OK')
    do(until(lambda: [button for alert in shown('alert', 'Information') for button in within(alert, 'push button')], 'its welcome')[0])
    until(lambda: not shown('alert', 'Information') and os.path.exists(database), 'the new database')


def within(top, role):
    waiting, found = [top], []
    while waiting:
        widget = waiting.pop()
        if widget.get_role_name() == role: found.append(widget)
        waiting.extend(widget.get_child_at_index(at) for at in range(widget.get_child_count()))
    return found


def import_file(database, file, password):
    before = os.stat(database).st_mtime_ns
    do(find('toggle button', 'Menu', count=2)[0])
    do(find('push button', 'Import')[0])
    chooser = click_by_mouse(find('push button', 'Aegis (encrypted json)')[0], opens=('file chooser', 'File Chooser Widget'))
    do(chooser[0], 'show_location')
    Atspi.EditableText.set_text_contents(find('text')[0], file)
    press('push button', 'Open')
    find('dialog', 'Password')
    Atspi.EditableText.set_text_contents(find('password text')[0], password)
    press('push button', 'OK')

    def outcome():
        errors = [label.get_name() for label in shown('label') if 'rror' in label.get_name()]
        if errors: sys.exit(errors[0])
        return os.stat(database).st_mtime_ns != before

    until(outcome, 'what it imported')
    until_written(database)


def main(database, database_password, file, file_password):
    otpclient = subprocess.Popen(['otpclient'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    Atspi.set_timeout(ANSWER, 0)   # a program that is busy opening a window may never answer what was asked meanwhile
    try:
        make_database(database, database_password)
        import_file(database, file, file_password)
    finally:
        otpclient.kill()   # it is in the middle of nothing, and asked to close it may ask back
        otpclient.wait()


main(*sys.argv[1:])
