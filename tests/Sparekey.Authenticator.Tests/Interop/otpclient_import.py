"""Imports an encrypted Aegis file into a new database of OTPClient 3, whose command line cannot, by its window: through the interface for screen readers (AT-SPI).

otpclient_import.py DATABASE DATABASE_PASSWORD FILE FILE_PASSWORD, inside xvfb-run and dbus-run-session; the configuration names DATABASE. Exit code 0: imported; otherwise the reason on standard error.
"""
import os
import subprocess
import sys
import time
import warnings

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

PATIENCE = 30.0   # s; a window opens in well under one, on a machine with nothing else to do
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


def until(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := condition(): return found
        time.sleep(0.1)
    sys.exit(f'OTPClient did not show {what}; it shows: ' + '; '.join(label.get_name() for label in shown('label')))


def find(role, name=None, count=1):
    return until(lambda: (lambda found: found if len(found) >= count else None)(shown(role, name)), f'{role} {name or ""}')


def do(widget, action='click'):
    names = [Atspi.Action.get_action_name(widget, at) for at in range(Atspi.Action.get_n_actions(widget))]
    Atspi.Action.do_action(widget, names.index(action))


def click_by_mouse(widget):
    """What opens a dialog of its own from within the answer to a screen reader never answers: this one takes the mouse."""
    place = Atspi.Component.get_extents(widget, Atspi.CoordType.SCREEN)
    Atspi.generate_mouse_event(place.x + place.width // 2, place.y + place.height // 2, 'b1c')


def type_into(widget, text):
    Atspi.EditableText.set_text_contents(widget, text)
    time.sleep(0.5)   # a file chooser looks the file up before it lets it be chosen


def make_database(database, password):
    do(find('push button', 'OK')[0])   # "does not exist. A new database will be created."
    find('file chooser')
    type_into(find('text')[0], database)
    do(find('push button', 'OK')[0])
    find('dialog', 'Password')
    for field in find('password text', count=2): type_into(field, password)
    do(find('push button', 'OK')[0])
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
    button = find('push button', 'Aegis (encrypted json)')[0]
    time.sleep(0.5)   # the menu slides into its place
    click_by_mouse(button)
    do(find('file chooser', 'File Chooser Widget')[0], 'show_location')
    type_into(find('text')[0], file)
    do(find('push button', 'Open')[0])
    find('dialog', 'Password')
    type_into(find('password text')[0], password)
    do(find('push button', 'OK')[-1])

    def outcome():
        errors = [label.get_name() for label in shown('label') if 'rror' in label.get_name()]
        if errors: sys.exit(errors[0])
        return os.stat(database).st_mtime_ns != before

    until(outcome, 'what it imported')
    time.sleep(0.5)   # the copy of the database is written after it


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
