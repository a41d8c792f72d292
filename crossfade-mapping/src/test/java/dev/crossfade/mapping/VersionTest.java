package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A version is what results depend on, and nothing else. */
class VersionTest {

  private static Tables things() {
    return Tables.withId().source("a text");
  }

  private static void assertCovers(Tables before, Tables after) {
    assertThat(before.compile().version())
        .isNotEqualTo(after.otherTaxonomy("new", "spelling").compile().version());
  }

  @Test
  void aTaxonomyThatNothingUsesDoesNotCount() {
    String version = things().target("v text", "taxonomy('region', a)").compile().version();
    Tables changed = things().target("v text", "taxonomy('region', a)");
    assertThat(changed.otherTaxonomy("new", "spelling").compile().version()).isEqualTo(version);
  }

  @Test
  void thoseOfRulesCount() {
    assertCovers(
        things().target("v text", "lower(taxonomy('other', a))"),
        things().target("v text", "lower(taxonomy('other', a))"));
    assertCovers(
        things().target("v text", "taxonomyOr('other', a, 'x')"),
        things().target("v text", "taxonomyOr('other', a, 'x')"));
  }

  @Test
  void thoseOfTheConditionCount() {
    String where = "taxonomyOr('other', a, 'x') == 'x'";
    assertCovers(
        things().target("v text", "a").where(where), things().target("v text", "a").where(where));
  }

  @Test
  void thoseOfChecksCount() {
    String check = "taxonomyOr('other', v, 'x') == 'x'";
    assertCovers(
        things().target("v text", "a").check("c", check),
        things().target("v text", "a").check("c", check));
  }

  @Test
  void thoseInsideListsCount() {
    String rule = "['a'].exists(t, taxonomy('other', t) == a)";
    assertCovers(things().target("v bool", rule), things().target("v bool", rule));
  }

  private static Tables keyed() {
    return new Tables()
        .source("a text")
        .sourceKey("a")
        .target("k text", "taxonomy('other', a)")
        .targetKey("k", "v")
        .target("v text", "a");
  }

  @Test
  void whatMakesKeysIsTheTaxonomiesAndTheZoneThatTheyRead() {
    String key = keyed().compile().keyEssence();
    assertThat(keyed().target("w text", "upper(a)").compile().keyEssence()).isEqualTo(key);
    assertThat(keyed().otherTaxonomy("new", "spelling").compile().keyEssence()).isNotEqualTo(key);
    assertThat(keyed().zone("Asia/Tokyo").compile().keyEssence()).isNotEqualTo(key);
  }
}
