"""The form for signing in, in Chinese or English, without scripts: its page, its words, which language it speaks."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

from policyqa.web.markup import escape

Language = Literal["zh-CN", "en"]
LANGUAGE_COOKIE = "policyqa_language"
"""Set by a press on the form's link and, where there are accounts, by the page's own switch (static/settings.js)."""

_WEIGHED = re.compile(r" {0,9}(zh|en)(?:-[A-Za-z0-9\-]{1,30})? {0,9}(?:; {0,9}q=([01](?:\.[0-9]{0,3})?) {0,9})?", re.I)
_ENGLISH = {
    "登录": "Sign in",
    "政策问答": "Policy Q&A",
    "用户名": "Name",
    "密码": "Password",
    "登录页面已过期，请再试一次。": "This form has expired; please try again.",
    "登录失败次数太多，请约{}分钟后再试。": "Too many failures. Try again in about {} minutes.",
    "用户名或密码不对。": "Wrong name or password.",
}
_PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{sign_in} · {title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    '<link rel="icon" href="/favicon.ico"><link rel="stylesheet" href="/policyqa/sign-in.css"></head><body><main>'
    "<header><h1>{title}</h1>"
    '<a href="/sign-in?language={other}{onward}" lang="{other}" hreflang="{other}">{offered}</a></header>{said}'
    '<form method="post" action="/sign-in"><input type="hidden" name="form" value="{form}">'
    '<input type="hidden" name="next" value="{next}"><input type="hidden" name="language" value="{lang}">'
    '<label for="name">{name_label}</label><input id="name" name="name" value="{name}" autocomplete="username" '
    'required maxlength="32" autocapitalize="none" spellcheck="false"{first}>'
    '<label for="password">{password_label}</label><input id="password" name="password" type="password" '
    'autocomplete="current-password" required maxlength="200"{second}>'
    '<button type="submit">{sign_in}</button></form></main></body></html>'
)


def language_of(stated: str, kept: str, accepted: str) -> Language:
    """Give the form's language: as stated in its address, else as last chosen, else as the browser prefers.

    >>> language_of("", "", "en-GB,en;q=0.9,zh;q=0.5"), language_of("", "", "de"), language_of("", "zh-CN", "en")
    ('en', 'zh-CN', 'zh-CN')

    Args:
        stated: what the address or the form says; anything but a language says nothing.
        kept: the cookie's value.
        accepted: the header `Accept-Language`.
    """
    for chosen in (stated, kept):
        if chosen in ("en", "zh-CN"):
            return "en" if chosen == "en" else "zh-CN"
    weights = {"en": 0.0, "zh": 0.0}
    for part in accepted[:500].split(","):
        found = _WEIGHED.fullmatch(part)
        if found:
            weights[found[1].lower()] = max(weights[found[1].lower()], float(found[2] or 1))
    return "en" if weights["en"] > weights["zh"] else "zh-CN"


def form_page(language: Language, token: str, back: str, name: str = "", said: str = "", number: int = 0) -> str:
    """Give the form as HTML.

    Args:
        language: in which it speaks.
        token: must come back with the form and agree with the cookie.
        back: where to go afterwards; a page of ours.
        name: who tried, "" for a first visit.
        said: why it did not work, in Chinese, `{}` for `number`.
        number: what stands in `said`.
    """

    def word(chinese: str) -> str:
        return _ENGLISH[chinese] if language == "en" else chinese

    told = f'<p role="alert">{escape(word(said).replace("{}", str(number)))}</p>' if said else ""
    focus = ("", " autofocus") if name else (" autofocus", "")
    return _PAGE.format(
        lang=language, other="zh-CN" if language == "en" else "en", offered="中文" if language == "en" else "English",
        onward="" if back == "/" else f"&amp;next={quote(back, safe='')}", title=escape(word("政策问答")),
        sign_in=word("登录"), name_label=word("用户名"), password_label=word("密码"), said=told, form=token,
        next=escape(back), name=escape(name[:32]), first=focus[0], second=focus[1],
    )  # fmt: skip
