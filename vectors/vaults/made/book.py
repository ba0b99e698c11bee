"""Collects the files and their cases, then writes them."""
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent


class Book:
    def __init__(self):
        self.files: dict[str, bytes] = {}
        self.cases: list[dict] = []
        self.refusals: list[dict] = []
        self.documents: dict[str, dict] = {}

    def reads(self, name, file, content, format, items, password=None, warnings=()):
        self._keep(file, content)
        case = {'name': name, 'file': file, 'format': format}
        if password is not None: case['password'] = password
        self.cases.append(case | {'warnings': list(warnings), 'items': items})

    def refuses(self, name, file, content, reason, format=None, password=None):
        self._keep(file, content)
        case = {'name': name, 'file': file}
        if format: case['format'] = format
        if password is not None: case['password'] = password
        self.refusals.append(case | {'reason': reason})

    def keeps(self, file: str, document: dict):
        self.documents[file] = document

    def _keep(self, file, content):
        data = content.encode() if isinstance(content, str) else content
        if self.files.setdefault(file, data) != data: raise ValueError(f'{file} is written twice, and differently')

    def write(self, source: str):
        for file, data in self.files.items():
            path = HERE / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        self.keeps('cases.json', {'source': source, 'cases': self.cases, 'refused': self.refusals})
        for file, document in self.documents.items():
            (HERE / file).parent.mkdir(exist_ok=True)
            (HERE / file).write_text(json.dumps(document, ensure_ascii=False, indent=1) + '\n')
