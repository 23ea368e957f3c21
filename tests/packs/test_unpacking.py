"""An archive read in a process of its own gives the same pack, or the same words."""

import zipfile

import pytest
from hypothesis import given, settings

from quizapp.apart import TookTooLong, run_apart
from quizapp.errors import BadInput
from quizapp.packs.archive import pack_archive, read_archive
from quizapp.packs.faults import PackFaults
from quizapp.packs.pack import Pack
from quizapp.packs.unpacking import unpacked, work
from tests.packs.test_archive import GOOD, zipped
from tests.packs.test_write_pack import packs

MODULE = "quizapp.packs.unpacking"


@settings(max_examples=20, deadline=None)
@given(packs())
def test_a_pack_survives_the_way_back(pack: Pack) -> None:
    archive = pack_archive(pack)
    assert unpacked(work(archive)) == read_archive(archive)


def test_a_pack_is_read_apart() -> None:
    answer = run_apart(MODULE, zipped(GOOD), seconds=20, megabytes=1000)
    assert unpacked(answer) == read_archive(zipped(GOOD))


def test_faults_come_back_as_they_are() -> None:
    spoilt = zipped(GOOD | {"winter/pack.yaml": b"format: 2\n"})
    with pytest.raises(PackFaults) as here:
        read_archive(spoilt)
    with pytest.raises(PackFaults) as there:
        unpacked(work(spoilt))
    assert there.value.faults == here.value.faults


def test_a_refusal_comes_back_as_it_is() -> None:
    with pytest.raises(BadInput, match=r"no \.zip file"):
        unpacked(work(b"nonsense"))


def test_endless_yaml_is_stopped() -> None:
    endless = b"a: [" + b"a," * 900_000 + b"]"
    files = {f"winter/{name}.yaml": endless for name in "abcd"}
    archive = zipped(GOOD | files, zipfile.ZIP_STORED)
    with pytest.raises(TookTooLong):
        run_apart(MODULE, archive, seconds=3, megabytes=1000)
