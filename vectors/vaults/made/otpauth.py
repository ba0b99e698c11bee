"""otpauth: addresses as other programs write them: github.com/google/google-authenticator/wiki/Key-Uri-Format."""
import json
from urllib.parse import quote, quote_plus

from made.account import Account


def address(account: Account, more='') -> str:
    """The common form: issuer in the label and as a parameter, a space as %20."""
    label = quote(account.account, safe='@')
    if account.issuer: label = quote(account.issuer, safe='') + ':' + label
    return f'otpauth://{account.kind}/{label}?{parameters(account, quote(account.issuer, safe=""))}{more}'


def parameters(account: Account, issuer: str) -> str:
    text = f'secret={quote(account.secret, safe="")}'
    if issuer: text += f'&issuer={issuer}'
    if account.kind != 'steam': text += f'&algorithm={account.algorithm}&digits={account.digits}'
    if account.kind == 'totp': text += f'&period={account.period}'
    if account.kind == 'hotp' and account.counter is not None: text += f'&counter={account.counter}'
    return text


def ente(account: Account, trashed=False) -> str:
    """Ente writes %20 in the label, + in the parameter, and display settings as JSON in codeDisplay."""
    display = {'pinned': account.favourite, 'trashed': trashed, 'lastUsedAt': 0, 'tapCount': 0,
        'tags': list(account.groups), 'note': account.note, 'iconSrc': '', 'iconID': ''}
    label = quote(account.issuer, safe='') + ':' + quote(account.account, safe='')
    shown = quote(json.dumps(display, ensure_ascii=False, separators=(',', ':')), safe='')
    return f'otpauth://{account.kind}/{label}?{parameters(account, quote_plus(account.issuer))}&codeDisplay={shown}'
