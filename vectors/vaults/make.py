#!/usr/bin/python3
"""Writes every file of this folder and cases.json. README.md lists the requirements and the readings."""
from made import aegis, andotp, bitwarden, codes, ente, freeotp, lines, migration_parts, stratum, twofas
from made.book import Book

book = Book()
for format in (aegis, twofas, andotp, bitwarden, freeotp, ente, stratum, migration_parts, lines, codes):
    format.write(book)
book.write('Made by make.py from one list of accounts, after the documents of each program; '
    'README.md says which readings are this project\'s decision')
