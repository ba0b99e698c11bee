"""Runs a program at a terminal of its own and types one line each time the program asks for a password.

A program that asks for a password stops the echo of its terminal. The output of the program goes to standard output.

answer_at_terminal.py LINES PROGRAM ARGUMENT...      LINES: separated by line ends. The exit code is the program's.
"""
import os
import pty
import select
import sys
import termios
import time

PATIENCE = 60.0   # s
ECHO_FLAGS = 3    # index of the local flags in the result of tcgetattr


def echoes(terminal):
    return bool(termios.tcgetattr(terminal)[ECHO_FLAGS] & termios.ECHO)


def main(lines, *command):
    waiting = lines.split('\n')
    child, terminal = pty.fork()
    if child == 0: os.execvp(command[0], command)
    shown, end, answered = b'', time.monotonic() + PATIENCE, False
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.02)[0]:
            try: piece = os.read(terminal, 4096)
            except OSError: break   # the program ended
            if not piece: break
            shown += piece
        # The program discards a line that is typed before the echo stops. A second line before the echo is back would
        # answer the same question twice.
        if echoes(terminal): answered = False
        elif waiting and not answered:
            os.write(terminal, waiting.pop(0).encode() + b'\n')
            answered = True
    else:
        os.kill(child, 9)
        shown += f'\nnothing more for {PATIENCE} s'.encode()
    sys.stdout.buffer.write(shown)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


sys.exit(main(*sys.argv[1:]))
