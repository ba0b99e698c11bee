"""Runs a program at a terminal of its own and types one line each time that it stops the echo, which is when it asks for a password. Prints what it showed.

answer_at_terminal.py LINES PROGRAM ARGUMENT...      LINES: separated by line ends. The exit code is the program's.
"""
import os
import pty
import select
import sys
import termios
import time

PATIENCE = 60.0   # s
ECHO_FLAGS = 3    # of what tcgetattr gives, the local flags


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
            except OSError: break   # it ended
            if not piece: break
            shown += piece
        # A line typed before the echo stops would be thrown away; one more before it is back would answer the same question twice.
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
