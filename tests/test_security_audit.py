"""The packages we lock, and the audit that looks at them."""

import pytest

from tests import audit

HASH = f"    --hash=sha256:{'0' * 64}"


def test_every_package_is_pinned_installed_and_free() -> None:
    found = [
        fault
        for lock in (audit.RUN, audit.DEV)
        for fault in audit.faults(lock.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("lock", "fault"),
    [
        ("flask==0.1 \\\n" + HASH, r"flask .* is installed, 0\.1 locked"),
        ("no-such-package==1.0 \\\n" + HASH, "locked and not installed"),
        ("pytest==9.9.9", "pytest has no hash"),
    ],
)
def test_what_is_wrong_is_told(lock: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        assert not "; ".join(audit.faults(lock))


@pytest.mark.parametrize(
    "lock",
    [
        f"flask>=3.1 \\\n{HASH}",
        f"flask \\\n{HASH}",
        "flask==3.1.3 \\\n    --hash=md5:0123",
        f"flask @ git+ssh://host/flask \\\n{HASH}",
        "-e .",
    ],
)
def test_what_is_not_pinned_is_no_lock(lock: str) -> None:
    with pytest.raises(ValueError, match="not pinned"):
        list(audit.locked(lock))


def test_a_package_for_another_system_is_not_looked_for() -> None:
    lock = f"no-such-package==1.0 ; sys_platform == 'plan9' \\\n{HASH}"
    assert list(audit.faults(lock)) == []


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("License :: OSI Approved :: BSD License", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_is_read(licence: str, free: bool) -> None:
    assert audit.may_be_passed_on(licence) is free
