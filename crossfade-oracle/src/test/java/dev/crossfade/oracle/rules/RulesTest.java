package dev.crossfade.oracle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  @ParameterizedTest
  @CsvSource({
    "' Anna.Berg.7@Ueda.COM ', anna.berg.7@ueda.com",
    "not given,",
    "'',",
    "a@b,",
    "a..b@example.org,",
  })
  void emails(String text, String expected) {
    assertThat(Reach.email(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0151 12345678, DE, +4915112345678",
    "+49 (0)160 91234567, US, +4916091234567",
    "(212) 234-5678, US, +12122345678",
    "020 7946 0123, GB, +442079460123",
    "ask reception, DE,",
    "0151 12345678,,",
  })
  void phones(String text, String country, String expected) {
    assertThat(Reach.phone(text, country)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"MÃ¼nchen, München", "Köln, Köln", "Oslo, Oslo", "Ã…rhus, Århus"})
  void damagedNames(String text, String expected) {
    assertThat(Reach.unscrambled(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'  North   america ', AMER", "Europe/ME/Africa, EMEA", "' ',", "S. America, LATAM"})
  void regions(String text, String expected) {
    assertThat(Spellings.region(text)).isEqualTo(expected);
  }

  @Test
  void anUnknownRegionIsRefused() {
    assertThat(Spellings.region("Atlantis")).isEqualTo(Spellings.UNKNOWN);
    assertThat(Spellings.region("emea|europe")).isEqualTo(Spellings.UNKNOWN);
  }

  @Test
  void valuesHaveOneText() {
    assertThat(Canonical.decimal("1.500")).isEqualTo(Canonical.decimal("1.5")).isEqualTo("1.5");
    assertThat(Canonical.decimal("0.00")).isEqualTo("0");
    assertThat(Canonical.json("{\"b\": 1.10, \"a\":[1,2]}"))
        .isEqualTo(Canonical.json("{\"a\": [1, 2.0], \"b\": 1.1}"));
    assertThat(Canonical.json("{\"a\":1}")).isNotEqualTo(Canonical.json("{\"a\":\"1\"}"));
    assertThat(Canonical.date("0000-00-00")).isNull();
    assertThat(Canonical.instant("2024-07-01 12:00:00.5", "Europe/Berlin"))
        .isEqualTo("1719828000500000");
  }
}
