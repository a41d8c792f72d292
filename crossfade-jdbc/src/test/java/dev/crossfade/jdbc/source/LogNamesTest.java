package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.sql.Tls;
import org.junit.jupiter.api.Test;

class LogNamesTest {

  private static String slot(String migration, String source) {
    return LogNames.slot(
        new SourceSettings(
            SystemType.POSTGRESQL,
            "h",
            1,
            "d",
            "u",
            "p",
            migration,
            source,
            ZeroDates.REFUSE,
            Tls.UNSAID));
  }

  @Test
  void differentMigrationsHaveDifferentSlots() {
    assertThat(slot("spring", "crm")).isEqualTo("cf_spring_crm");
    assertThat(slot("a-b", "c")).isEqualTo("cf_a__b_c").isNotEqualTo(slot("a", "b_c"));
    assertThat(slot("a", "b__c")).isNotEqualTo(slot("a-b", "c"));
  }

  @Test
  void aLongNameIsShortenedAndStaysDistinct() {
    String first = slot("m" + "-x".repeat(15), "s".repeat(31));
    String second = slot("m" + "-x".repeat(15), "s".repeat(30) + "t");
    assertThat(first).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9_]+").isNotEqualTo(second);
  }
}
