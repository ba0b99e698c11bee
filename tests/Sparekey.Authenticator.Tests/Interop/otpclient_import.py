"""Imports an encrypted Aegis file into a new database of OTPClient 3.

The command line of OTPClient cannot import. This script works the window, through the interface for screen readers
(AT-SPI).

otpclient_import.py DATABASE DATABASE_PASSWORD FILE FILE_PASSWORD

Run it inside xvfb-run and dbus-run-session. The configuration of OTPClient names DATABASE. Exit codes: 0 imported;
1 OTPClient refused the file; 75 the window or the desktop did not react as expected. The reason is on standard error.
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
PATIENCE = 40.0   # s; on an idle machine a window opens in well under 1 s
REST = 0.2        # s; a widget that slides into its place has moved within this time
QUIET = 1.0       # s; a program that is writing a file writes more of it within this time
ANSWER = 2000     # ms; timeout of a call through AT-SPI
warnings.simplefilter('ignore')


def widgets():
    while GLib.MainContext.default().iteration(False): pass   # learns which widgets came and went
    waiting = [Atspi.get_desktop(0)]
    while waiting:
        widget = waiting.pop()
        if widget is None: continue
        yield widget
        try: waiting.extend(widget.get_child_at_index(at) for at in reversed(range(widget.get_child_count())))
        except GLib.Error: pass   # the widget closed meanwhile


def shown(role, name=None):
    found = []
    for widget in widgets():
        try:
            if (widget.get_role_name() == role and name in (None, widget.get_name())
                    and widget.get_state_set().contains(Atspi.StateType.SHOWING)):
                found.append(widget)
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
    return until(
        lambda: (lambda found: found if len(found) >= count else None)(shown(role, name)), f'{role} {name or ""}')


def is_(widget, state):
    try: return widget.get_state_set().contains(state)
    except GLib.Error: return False   # the widget is gone


def press(*what):
    """Presses the last matching widget that is shown, once it is enabled.

    A file chooser enables its button after it has looked the file up.
    """
    do(until(
        lambda: next((button for button in reversed(shown(*what)) if is_(button, Atspi.StateType.SENSITIVE)), None),
        f'{what[1]} that can be pressed'))


def do(widget, action='click'):
    names = [Atspi.Action.get_action_name(widget, at) for at in range(Atspi.Action.get_n_actions(widget))]
    Atspi.Action.do_action(widget, names.index(action))


def at_rest(widget):
    """The extents of the widget, once the widget no longer moves; None when the widget is gone."""
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
    """Clicks the widget with the mouse, again and again, until what it opens is shown.

    A widget that opens a dialog of its own while it handles an AT-SPI action never completes that action, so a mouse
    click is needed. A click may miss a widget that has just moved, so the click is repeated.
    """
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
    """Waits until the file has not changed for QUIET seconds."""
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
    do(until(
        lambda: [button for alert in shown('alert', 'Information') for button in within(alert, 'push button')],
        'its welcome')[0])
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
    chooser = click_by_mouse(
        find('push button', 'Aegis (encrypted json)')[0], opens=('file chooser', 'File Chooser Widget'))
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
    Atspi.set_timeout(ANSWER, 0)   # a program that is busy opening a window may never answer a call
    try:
        make_database(database, database_password)
        import_file(database, file, file_password)
    finally:
        otpclient.kill()   # nothing is in progress; a polite request to close might open a dialog
        otpclient.wait()


main(*sys.argv[1:])
