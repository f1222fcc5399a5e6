"""Ten seconds of the load test; `make load` takes ten minutes."""

import pytest

from tests.load.running import Options, run

pytestmark = pytest.mark.postgres


def test_nobody_reads_what_is_not_public_while_workers_are_killed(tmp_path, server_of_the_tests):
    report = run(
        Options(seconds=10, pages=3, clients=8, workers=2, rate=4, kill_workers=True),
        folder=tmp_path,
    )

    assert report.judgement.examples == []
    assert report.problems == []
    assert report.worker_recoveries
    # How many there are depends on the machine; a run without any would have failed by itself.
    assert report.judgement.counts["detail 200"]
    assert any(deed.endswith(" done") for deed in report.deeds)


@pytest.fixture
def server_of_the_tests(monkeypatch):
    """Use the server of the tests, whatever else is named."""
    from django.db import connection

    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    monkeypatch.setenv(
        "TEST_POSTGRES_URL",
        f"postgres://{database['USER']}{password}@{database['HOST']}:"
        f"{database['PORT'] or 5432}/postgres",
    )
