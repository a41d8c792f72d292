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

  /** Rules make the same of a value, whether the column might be NULL or not. */
  @Test
  void whichColumnsOfTheSourceAreNotNullIsNoPartOfTheEssence() {
    CompiledMapping before = things().target("v text", "upper(a)").compile();
    CompiledMapping after =
        Tables.withId().source("a text!").target("v text", "upper(a)").compile();
    assertThat(after.version()).isNotEqualTo(before.version());
    assertThat(after.hasEssence(before.essence())).isTrue();
    CompiledMapping retyped =
        Tables.withId().source("a text(9)").target("v text", "upper(a)").compile();
    assertThat(retyped.hasEssence(before.essence())).isFalse();
    CompiledMapping otherwise = things().target("v text", "lower(a)").compile();
    assertThat(otherwise.hasEssence(before.essence())).isFalse();
  }

  @Test
  void ofRowsWithoutKeyNeitherButEveryColumnIs() {
    CompiledMapping before = keyless().source("a text").compile();
    assertThat(keyless().source("a text!").compile().hasEssence(before.essence())).isTrue();
    CompiledMapping more = keyless().source("a text").source("unread text").compile();
    assertThat(more.hasEssence(before.essence())).isFalse();
  }

  private static Tables keyless() {
    return Tables.keyless().target("v text", "upper(a)");
  }

  /** Targets keep it in its form of before, which is the version of a table that is read whole. */
  @Test
  void anEssenceThatWasKeptEarlierIsKnown() {
    CompiledMapping whole = things().target("v text", "upper(a)").compile();
    CompiledMapping more = things().source("unread text").target("v text", "upper(a)").compile();
    assertThat(more.essence()).isEqualTo(whole.essence()).isNotEqualTo(whole.version());
    assertThat(more.hasEssence(whole.version())).isTrue();
    assertThat(more.hasEssence(more.version())).isFalse();
  }

  @Test
  void whatMakesKeysIsTheTaxonomiesAndTheZoneThatTheyRead() {
    String key = keyed().compile().keyEssence();
    assertThat(keyed().target("w text", "upper(a)").compile().keyEssence()).isEqualTo(key);
    assertThat(keyed().otherTaxonomy("new", "spelling").compile().keyEssence()).isNotEqualTo(key);
    assertThat(keyed().zone("Asia/Tokyo").compile().keyEssence()).isNotEqualTo(key);
  }
}
