package dev.crossfade.mapping.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApartTest {

  private static Origin fixed(Object value) {
    return new Origin.Fixed(value);
  }

  private static Origin around(String prefix, String suffix) {
    return new Origin.Kept(
        List.of(
            new Part.Literal(prefix), new Part.Value(0, Letters.ANY), new Part.Literal(suffix)));
  }

  private static boolean apart(Origin one, Origin other) {
    boolean apart = Apart.always(one, other);
    assertThat(Apart.always(other, one)).isEqualTo(apart);
    return apart;
  }

  @Test
  void constantsDifferAsTheTargetSeesThem() {
    assertThat(apart(fixed("crm"), fixed("ads"))).isTrue();
    assertThat(apart(fixed("crm"), fixed("crm"))).isFalse();
    assertThat(apart(fixed(1L), fixed(2L))).isTrue();
    assertThat(apart(fixed(new BigDecimal("1.0")), fixed(new BigDecimal("1.00")))).isFalse();
    assertThat(apart(fixed(new BigDecimal("1.0")), fixed(new BigDecimal("1.01")))).isTrue();
    assertThat(apart(fixed(0.0), fixed(-0.0))).isFalse();
  }

  @Test
  void textsDifferWhereNeitherStartIsThatOfTheOther() {
    assertThat(apart(around("crm:", ""), around("ads:", ""))).isTrue();
    assertThat(apart(around("crm", ""), around("crm-2", ""))).isFalse();
    assertThat(apart(around("", ""), around("ads:", ""))).isFalse();
    assertThat(apart(around("", "@crm"), around("", "@ads"))).isTrue();
    assertThat(apart(around("", "@crm"), around("", "m"))).isFalse();
  }

  @Test
  void aConstantIsApartFromTextsItCannotBe() {
    assertThat(apart(fixed("crm"), around("crm:", ""))).isTrue();
    assertThat(apart(fixed("crm:7"), around("crm:", ""))).isFalse();
    assertThat(apart(fixed("aba"), around("ab", "ba"))).isTrue();
    assertThat(apart(fixed("abba"), around("ab", "ba"))).isFalse();
    assertThat(apart(fixed(7L), around("", ""))).isFalse();
  }

  @Test
  void nothingIsSaidOfWhatIsFolded() {
    Origin folded = new Origin.Folded("lower()");
    assertThat(apart(folded, fixed("crm"))).isFalse();
    assertThat(apart(folded, around("crm:", ""))).isFalse();
    assertThat(apart(folded, folded)).isFalse();
  }
}
