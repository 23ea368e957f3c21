"""What `deploy/` sets up is as docs/security.md says."""

import re
from pathlib import Path

from quizapp.web.headers import SECURE

DEPLOY = Path(__file__).parents[1] / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text()


def set_to(name: str) -> str:
    """Return what the proxy has a setting at."""
    found = re.findall(rf"^\s*{name} ([^;]+);$", NGINX, re.MULTILINE)
    assert len(found) == 1
    return str(found[0])


def test_the_proxy_speaks_tls_of_today_alone() -> None:
    assert set_to("ssl_protocols").split() == ["TLSv1.2", "TLSv1.3"]


def test_the_proxy_takes_strong_ciphers_alone_and_the_strongest_first() -> None:
    suites = set_to("ssl_ciphers").split(":")
    for suite in suites:
        assert re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES\d+-GCM|CHACHA20)-\w+", suite)
    assert suites[-2:] == [s for s in suites if "AES128" in s]
    assert set_to("ssl_prefer_server_ciphers") == "on"


def test_plain_http_leads_to_https_and_nowhere_else() -> None:
    plain = NGINX.partition("listen 80;")[2].partition("server {")[0]
    assert "return 301 https://quiz.example.org$request_uri;" in plain
    assert "proxy_pass" not in plain


def test_what_the_proxy_refuses_itself_keeps_browsers_on_https_too() -> None:
    for name, told in SECURE.items():
        assert f'add_header {name} "{told}" always;' in NGINX
        # It is not said twice where the app has said it.
        assert f"proxy_hide_header {name};" in NGINX


def test_programs_are_not_led_to_https_unseen() -> None:
    plain = NGINX.partition("listen 80;")[2].partition("server {")[0]
    programs = plain.partition("location ~ ^/(health|ready)$ {")[2].partition("}")[0]
    assert programs.strip() == "return 404;"


def test_the_database_is_reached_without_a_password_that_could_leak() -> None:
    settings = (DEPLOY / "quizapp.env").read_text()
    address = re.search(r'^DATABASE_URL="(.+)"$', settings, re.MULTILINE)
    assert address
    assert address[1] == "postgresql://quizapp@/quizapp?host=/run/postgresql"
