package dev.crossfade.oracle.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void theOrderOfRowsDoesNotMatter() {
    Fingerprint one = of(row("1", "a"), row("2", "b"), row("3", null));
    Fingerprint other = of(row("3", null), row("1", "a"), row("2", "b"));
    assertThat(one.differences(other)).isEmpty();
    assertThat(one.sameColumn(other, 1)).isTrue();
  }

  @Test
  void nullAndEmptyDiffer() {
    assertThat(of(row("1", null)).differences(of(row("1", "")))).hasSize(1);
  }

  @Test
  void textsDoNotRunIntoEachOther() {
    Fingerprint one = new Fingerprint(3, 1);
    one.add(new String[] {"1", "ab", "c"});
    Fingerprint other = new Fingerprint(3, 1);
    other.add(new String[] {"1", "a", "bc"});
    assertThat(one.differences(other)).hasSize(1);
  }

  @Test
  void twoEqualErrorsDoNotCancelOut() {
    Fingerprint twice = of(row("1", "a"), row("1", "a"));
    assertThat(twice.differences(of(row("1", "b"), row("1", "b")))).hasSize(1);
    assertThat(twice.differences(of(row("1", "a")))).hasSize(1);
  }

  @Test
  void valuesSwappedBetweenRowsAreSeen() {
    assertThat(of(row("1", "a"), row("2", "b")).differences(of(row("1", "b"), row("2", "a"))))
        .isNotEmpty();
  }

  private static Fingerprint of(String[]... rows) {
    Fingerprint fingerprint = new Fingerprint(2, 1);
    for (String[] row : rows) {
      fingerprint.add(row);
    }
    return fingerprint;
  }

  private static String[] row(String key, String value) {
    return new String[] {key, value};
  }
}
