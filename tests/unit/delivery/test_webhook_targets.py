"""Webhooks go to public addresses over HTTPS, whatever an address looks like."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.webhooks.targets import (
    Target,
    TargetRefused,
    parsed,
    public_addresses,
    refuse_unless_public,
    refuse_written_address,
)

PUBLIC = ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "1.1.1.1")

NOT_PUBLIC = (
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address",
)


def target(host: str = "hooks.example.org") -> Target:
    return Target(scheme="https", host=host, port=443, path="/")


def resolving(*addresses: str) -> Any:
    """Return a resolver whose names all have these addresses."""

    def resolve(host: str, port: int, **kwargs: Any) -> list[Any]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    return resolve


# Addresses


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_pass(address):
    refuse_unless_public(address, is_development=False)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_other_address_is(address):
    with pytest.raises(TargetRefused):
        refuse_unless_public(address, is_development=False)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_refused_in_all_its_ipv6_forms(address):
    for written in (f"::ffff:{address}", f"64:ff9b::{address}", f"::{address}"):
        with pytest.raises(TargetRefused):
            refuse_unless_public(written, is_development=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_development_may_use_loopback(address):
    refuse_unless_public(address, is_development=True)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1"])
def test_and_nothing_else(address):
    with pytest.raises(TargetRefused):
        refuse_unless_public(address, is_development=True)


# Names


def test_a_names_addresses_are_those_that_are_connected_to():
    found = public_addresses(target(), is_development=False, resolve=resolving(*PUBLIC))
    assert found == list(PUBLIC)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_one_address_that_is_not_public_refuses_the_name(address):
    with pytest.raises(TargetRefused):
        public_addresses(
            target(), is_development=False, resolve=resolving("93.184.216.34", address)
        )


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"],
)
def test_loopback_is_refused_however_it_is_written(host):
    with pytest.raises(TargetRefused):
        public_addresses(target(host), is_development=False)
    with pytest.raises(TargetRefused):
        refuse_written_address(target(host), is_development=False)


@pytest.mark.parametrize("host", ["10.1", "3232235777", "0xa9fea9fe", "::ffff:127.0.0.1", "::1"])
def test_a_private_address_is_refused_when_it_is_typed_in(host):
    with pytest.raises(TargetRefused):
        refuse_written_address(target(host), is_development=False)


def test_a_name_may_be_typed_in_and_is_not_resolved_then(monkeypatch):
    asked = []

    def numeric_only(host: str, port: int, **kwargs: Any) -> list[Any]:
        asked.append(kwargs)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", numeric_only)
    refuse_written_address(target(), is_development=False)
    assert asked == [{"flags": socket.AI_NUMERICHOST}]


# Web addresses


def test_an_address_is_taken_apart():
    assert parsed("https://Hooks.Example.org:8443/a/%20b?c=d&e", is_development=False) == Target(
        scheme="https", host="hooks.example.org", port=8443, path="/a/%20b?c=d&e"
    )
    assert parsed("https://clínica.example/ñ", is_development=False) == Target(
        scheme="https", host="xn--clnica-4va.example", port=443, path="/%C3%B1"
    )
    assert parsed("https://[2606:2800::1]", is_development=False).host == "2606:2800::1"


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "ftp://hooks.example.org/",
        "file:///etc/passwd",
        "gopher://hooks.example.org/",
        "hooks.example.org",
        "//hooks.example.org/",
        "https://",
        "https:///path",
        "https://user:password@hooks.example.org/",
        "https://hooks.example.org\\@127.0.0.1/",
        "https://hooks.example.org:port/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/\r\nHost: other",
        "https://hooks example.org/",
        "https://[::1/",
        "https://" + "a" * 64 + ".example/",
        "",
    ],
)
def test_what_is_no_https_address_is_refused_with_words(url):
    with pytest.raises(TargetRefused, match=r"address"):
        parsed(url, is_development=False)


def test_development_may_use_http():
    assert parsed("http://localhost:3000/hook", is_development=True).port == 3000
    with pytest.raises(TargetRefused):
        parsed("http://localhost:3000/hook", is_development=False)
