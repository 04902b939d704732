"""What the operator decides, and the folder in which data is kept."""

import stat

import pytest

from overture.server.project.environment import Environment, UnusableSettingError


def _read(tmp_path, **variables):
    return Environment.read({"OVERTURE_DATA": str(tmp_path / "data"), **variables})


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_only_its_owner_can_look_into_the_data_folder(tmp_path):
    environment = _read(tmp_path)
    environment.database()
    assert _mode(environment.data) == 0o700


def test_a_folder_that_the_operator_made_stays_as_it_is(tmp_path):
    environment = _read(tmp_path)
    environment.data.mkdir()
    environment.data.chmod(0o750)
    environment.secret_key()
    assert _mode(environment.data) == 0o750


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    environment = _read(tmp_path)
    assert environment.secret_key() == environment.secret_key()
    assert len(environment.secret_key()) >= 50
    assert _mode(environment.data / "secret-key") == 0o600
    assert [path.name for path in environment.data.iterdir()] == ["secret-key"]


def test_an_address_of_a_database_is_taken_apart(tmp_path):
    url = "postgresql://me:p%40ss@db.example:5433/over?sslmode=require"
    database = _read(tmp_path, DATABASE_URL=url).database()
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("me", "p@ss", "over")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_another_database_is_refused_in_words(tmp_path):
    with pytest.raises(UnusableSettingError, match="postgresql://"):
        _read(tmp_path, DATABASE_URL="mysql://localhost/x").database()


@pytest.mark.parametrize("url", ["postgresql://db:port/x", "sqlite:///x", "nonsense"])
def test_an_address_that_is_none_is_refused_with_a_value_error(tmp_path, url):
    with pytest.raises(ValueError, match=r"DATABASE_URL|[Pp]ort"):
        _read(tmp_path, DATABASE_URL=url).database()


def test_an_address_without_a_name_means_overture(tmp_path):
    database = _read(tmp_path, DATABASE_URL="postgres://db").database()
    assert (database["NAME"], database["HOST"], database["PORT"]) == ("overture", "db", "")


def test_a_socket_is_named_by_its_folder(tmp_path):
    url = "postgresql:///overture?host=/run/postgresql"
    database = _read(tmp_path, DATABASE_URL=url).database()
    assert database["HOST"] == "/run/postgresql"
    assert "host" not in database["OPTIONS"]


def test_without_an_address_data_lies_in_one_file_that_waits_for_other_writers(tmp_path):
    database = _read(tmp_path).database()
    assert database["NAME"] == str(tmp_path / "data" / "overture.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_two_servers_with_two_folders_have_two_secrets(tmp_path):
    first, second = (_read(tmp_path / name).secret_key() for name in ("a", "b"))
    assert first != second


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        ("one.test, two.test ,", ("one.test", "two.test")),
        ("", ()),
        (None, ("127.0.0.1", "localhost", "[::1]")),
    ],
)
def test_only_named_hosts_are_answered(tmp_path, given, hosts):
    variables = {} if given is None else {"OVERTURE_HOSTS": given}
    assert _read(tmp_path, **variables).hosts == hosts


@pytest.mark.parametrize(
    ("said", "https"), [("1", True), ("yes", True), ("0", False), ("", False), ("off", False)]
)
def test_https_is_said_outright(tmp_path, said, https):
    assert _read(tmp_path, OVERTURE_HTTPS=said).https is https


def test_what_is_not_said_has_a_plain_default(tmp_path):
    environment = _read(tmp_path)
    assert environment.region == ""
    assert environment.keeper
    assert environment.database_url == ""
    assert _read(tmp_path, OVERTURE_REGION="gb").region == "GB"


LLM = {"OVERTURE_LLM_URL": "http://127.0.0.1:11434/v1/", "OVERTURE_LLM_MODEL": "small:1"}


def test_without_an_address_there_is_no_model(tmp_path):
    assert _read(tmp_path, OVERTURE_LLM_MODEL="small:1").model() is None


def test_a_model_is_named_with_its_host_and_its_key_is_not_shown(tmp_path):
    environment = _read(tmp_path, **LLM, OVERTURE_LLM_KEY="canary", OVERTURE_LLM_SECONDS="10")
    model = environment.model()
    assert (model.url, model.host) == ("http://127.0.0.1:11434/v1", "127.0.0.1:11434")
    assert (model.model, model.key, model.budget.total) == ("small:1", "canary", 10)
    assert "canary" not in repr(environment) + repr(model)


@pytest.mark.parametrize(
    "wrong",
    [
        {"OVERTURE_LLM_MODEL": ""},
        {"OVERTURE_LLM_URL": "ollama"},
        {"OVERTURE_LLM_URL": "ftp://127.0.0.1/v1"},
        {"OVERTURE_LLM_URL": "http://me:secret@127.0.0.1/v1"},
        {"OVERTURE_LLM_URL": "http://127.0.0.1:99999/v1"},
        {"OVERTURE_LLM_URL": "http://127.0.0.1/v1?key=1"},
        {"OVERTURE_LLM_SECONDS": "60"},
        {"OVERTURE_LLM_SECONDS": "soon"},
    ],
)
def test_a_model_that_cannot_be_used_is_told_in_words(tmp_path, wrong):
    with pytest.raises(UnusableSettingError, match="OVERTURE_LLM"):
        _read(tmp_path, **{**LLM, **wrong}).model()


@pytest.mark.parametrize("given", ["", "ladder", "gain"])
def test_the_rule_that_plans_is_taken_by_its_name(tmp_path, given):
    assert _read(tmp_path, OVERTURE_PLANNER=given).planner == given


def test_a_rule_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(UnusableSettingError, match="OVERTURE_PLANNER"):
        _read(tmp_path, OVERTURE_PLANNER="fortune")
