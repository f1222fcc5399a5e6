"""Which files are taken as scans, and what they are called."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from pages.consent.scans import (
    MAXIMUM_BYTES,
    PrivateStorage,
    kind_of,
    scan_path,
    scan_problem,
    validate_scan,
)
from tests.factories.consent import HTML, JPEG, PDF, PNG


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("a.png", PNG),
        ("a.jpg", JPEG),
        ("a.jpeg", JPEG),
        ("a.b.JPG", JPEG),
    ],
)
def test_a_document_that_is_what_its_name_says_is_taken(name: str, content: bytes) -> None:
    assert scan_problem(name=name, size=len(content), head=content[:8]) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PNG),
        ("a.png", JPEG),
        ("a.jpg", PDF),
        ("a.pdf", HTML),
        ("a.html", PDF),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.docx", b"PK\x03\x04"),
        ("a", PDF),
        ("pdf", PDF),
        ("a.pdf.html", PDF),
        ("a.pdf", b" %PDF-1.7"),
        ("a.pdf", b"%PD"),
        ("a.pdf", b""),
    ],
)
def test_everything_else_is_refused_by_its_content(name: str, content: bytes) -> None:
    assert scan_problem(name=name, size=len(content), head=content[:8])


@pytest.mark.parametrize(("size", "refused"), [(1, False), (10, False), (11, True)])
def test_the_largest_size_is_still_taken(size: int, refused: bool) -> None:
    assert bool(scan_problem(name="a.pdf", size=size, head=PDF[:8], maximum=10)) is refused


def test_a_file_that_is_too_large_is_told_the_limit() -> None:
    problem = scan_problem(name="a.pdf", size=MAXIMUM_BYTES + 1, head=PDF[:8])

    assert problem is not None
    assert "15 MB" in problem


def test_validation_reads_the_file_from_its_beginning_and_leaves_it_there() -> None:
    file = ContentFile(PDF, name="signed.pdf")
    file.seek(3)

    validate_scan(file)

    assert file.read() == PDF


def test_a_refusal_does_not_repeat_the_name_of_the_file() -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_scan(ContentFile(HTML, name="Zenobia.pdf"))

    assert "Zenobia" not in str(refusal.value)


@given(st.text(max_size=60))
def test_the_stored_name_keeps_nothing_of_the_uploaded_one(filename: str) -> None:
    assert re.fullmatch(
        r"authorizations/[0-9a-f]{32}\.(pdf|png|jpg|bin)", scan_path(None, filename)
    )


def test_two_scans_never_share_a_name() -> None:
    assert scan_path(None, "a.pdf") != scan_path(None, "a.pdf")


@given(st.binary(max_size=16))
def test_a_kind_is_only_ever_one_of_three(head: bytes) -> None:
    assert kind_of(head) in {None, "pdf", "png", "jpg"}


def test_private_files_have_no_address() -> None:
    with pytest.raises(ValueError, match="no address"):
        PrivateStorage().url("authorizations/a.pdf")
