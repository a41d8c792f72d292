package dev.crossfade.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KNOWN = List.of("email", "region", "created_at", "id");

  @Test
  void findsTyposAndSwappedLetters() {
    assertThat(Suggestion.of("emial", KNOWN)).contains("email");
    assertThat(Suggestion.of("Region", KNOWN)).contains("region");
    assertThat(Suggestion.of("createdat", KNOWN)).contains("created_at");
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(Suggestion.of("phone", KNOWN)).isEmpty();
    assertThat(Suggestion.of("xy", KNOWN)).isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
  }

  @Test
  void countsSteps() {
    assertThat(Suggestion.distance("ab", "ba")).isEqualTo(1);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
  }
}
