import pytest

from tests.campaigns.campaigns import CAMPAIGNS
from tests.campaigns.conftest import Campaigns
from tests.campaigns.size import FORM, TIMEOUT_S


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_the_campaign_meets_its_goals(name: str, campaigns: Campaigns) -> None:
    found = campaigns[name].result(TIMEOUT_S)
    assert [figure for figure in found if not figure.held and not (figure.timed and FORM == "short")] == []
