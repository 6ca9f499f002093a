"""Countries by the names that news use for one another."""

SAME_COUNTRIES = (
    ("Amerika Serikat", "AS", "United States", "United States of America", "US", "USA"),
    ("Indonesia", "RI", "Republik Indonesia"),
    ("Inggris", "United Kingdom", "UK", "Britain", "Great Britain"),
    ("Uni Emirat Arab", "UEA", "United Arab Emirates", "UAE"),
    ("Korea Selatan", "Korsel", "South Korea"),
    ("Korea Utara", "Korut", "North Korea"),
)
"""Each row is one country."""
