package dev.crossfade.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file may say of a provider. */
class OidcFileTest {
  private static final String FILE =
      """
      issuer: ISSUER
      clientId: crossfade
      clientSecret: SECRET
      roles:
        - {group: operators, migration: "*", role: operator}
      """;

  @TempDir private Path folder;

  private OidcSettings read(String issuer, String secret) throws Exception {
    Path file = folder.resolve("oidc.yaml");
    Files.writeString(file, FILE.replace("ISSUER", issuer).replace("SECRET", '"' + secret + '"'));
    return OidcFile.read(file, Map.of("X", "s3cret"));
  }

  @Test
  void aSecretIsOneReference() throws Exception {
    assertThat(read("https://login.test", "${env:X}").clientSecret()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${env:X}rest", "${env:X}${env:X}", "rest${env:X}", "rest"})
  void aSecretHasNothingWrittenOut(String secret) {
    assertThatThrownBy(() -> read("https://login.test", secret)).hasMessageContaining("CF-6018");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1/realm", "http://127.0.0.1:1", "http://[::1]:1"})
  void onThisMachineTlsIsNotNeeded(String issuer) throws Exception {
    assertThat(read(issuer, "${env:X}").issuer()).isEqualTo(URI.create(issuer));
  }

  @Test
  void whatIsThisMachineOnlyForADirectoryIsNot() {
    assertThatThrownBy(() -> read("http://[::ffff:127.0.0.1]:1", "${env:X}"))
        .hasMessageContaining("CF-6018");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "issuer: https://x\nclientId: a\nclientSecret: plain\nroles: [{group: a, migration: '*', role: viewer}]",
        "issuer: http://192.0.2.1\nclientId: a\nclientSecret: ${env:S}\nroles: [{group: a, migration: '*', role: viewer}]",
        "issuer: https://x\nclientId: a\nclientSecret: ${env:S}\nroles: [{group: a, migration: '*', role: king}]",
        "issuer: https://x\nclientId: a\nclientSecret: ${env:S}\nroles: []",
        "issuer: https://x\nclientId: a\nclientSecret: ${env:S}\nunknown: 1",
        "- a",
      })
  void aFileThatIsWrongIsRefused(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), text);

    assertThatThrownBy(() -> OidcFile.read(file, Map.of("S", "s3cret-value")))
        .hasMessageContaining("CF-6018")
        .hasMessageNotContaining("s3cret-value");
  }
}
