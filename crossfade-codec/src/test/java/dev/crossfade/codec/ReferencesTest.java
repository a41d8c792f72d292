package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.codec.reference.References;
import dev.crossfade.codec.reference.Secret;
import dev.crossfade.core.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  private final Map<String, String> environment = Map.of("HOST", "db$1", "P", "s3cret");

  @Test
  void areReplaced() {
    String url =
        References.resolve(
            "postgresql://${env:HOST}:1/${file:/f}", environment::get, path -> "from" + path);
    assertThat(url).isEqualTo("postgresql://db$1:1/from/f");
  }

  @Test
  void thatPointToNothingAreNamed() {
    assertThatThrownBy(() -> References.resolve("${env:NONE}", environment::get, path -> null))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(SpecProblem.UNRESOLVED))
        .hasMessageContaining("${env:NONE}");
  }

  @Test
  void secretsDoNotShow() {
    Secret secret = References.secret("${env:P}", environment::get, path -> null);
    assertThat(secret.reveal()).isEqualTo("s3cret");
    assertThat(secret.toString()).doesNotContain("s3cret");
  }

  @Test
  void canBeMalformed() {
    assertThat(References.malformed("${env:A}x${file:/b}")).isEmpty();
    assertThat(References.malformed("${env:A")).isPresent();
    assertThat(References.malformed("${ENV:A}")).isPresent();
    assertThat(References.malformed("${env:a-b}")).isPresent();
  }
}
