package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.TlsSpec.Insecure;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.jdbc.sql.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether less than proof is enough depends on where a connection leads. */
class ProtectionTest {

  private static TlsSpec said(Mode mode, Insecure insecure) {
    return new TlsSpec(mode, null, null, null, insecure);
  }

  private static Tls of(TlsSpec spec, String host) {
    return Protection.of(spec, host, "source crm", file -> file.equals("there") ? "text" : null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.4.1", "::1", "[::1]"})
  void onThisMachineNothingHasToBeSaid(String host) {
    assertThat(of(TlsSpec.UNSAID, host).mode()).isNull();
    assertThat(of(said(Mode.DISABLE, Insecure.REFUSED), host).mode()).isEqualTo(Mode.DISABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com", "0"})
  void elsewhereTheServerProvesItself(String host) {
    Tls tls = of(TlsSpec.UNSAID, host);

    assertThat(tls.mode()).isEqualTo(Mode.VERIFY_FULL);
    assertThat(tls.postgres()).containsEntry("sslmode", "verify-full");
    assertThat(tls.mariaDb()).containsEntry("sslMode", "verify-full").containsKey("trustStore");
  }

  @ParameterizedTest
  @EnumSource(names = {"DISABLE", "REQUIRE"})
  void lessHasToBeAllowed(Mode mode) {
    assertThatThrownBy(() -> of(said(mode, Insecure.REFUSED), "db"))
        .hasMessageContaining("CF-6019");
    assertThat(of(said(mode, Insecure.ALLOWED), "db").mode()).isEqualTo(mode);
  }

  @Test
  void aFileThatMayNotBeReadIsNotNamedToADriver() {
    assertThatThrownBy(
            () -> of(new TlsSpec(null, "elsewhere", null, null, Insecure.REFUSED), "localhost"))
        .hasMessageContaining("CF-6003");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void aKeyThatDriversRefuseIsSaidToBeOne(String kind) {
    String pem = "-----BEGIN " + kind + "-----\nAAAA\n-----END " + kind + "-----\n";
    TlsSpec spec = new TlsSpec(null, "root", "mine", "key", Insecure.REFUSED);
    assertThatThrownBy(
            () -> Protection.of(spec, "db", "source crm", file -> file.equals("key") ? pem : "x"))
        .hasMessageContaining("The key key for the connection to source crm")
        .hasMessageNotContaining("AAAA")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code().text()).isEqualTo("CF-6003");
              assertThat(e.problem().fix()).contains("openssl pkcs8");
            });
  }

  @Test
  void whoeverIsNamedIsAskedOnThisMachineAsWell() {
    TlsSpec there = new TlsSpec(null, "there", null, null, Insecure.REFUSED);
    assertThat(of(there, "localhost").postgres())
        .containsEntry("sslmode", "verify-full")
        .containsEntry("sslrootcert", "there");
    TlsSpec less = new TlsSpec(Mode.DISABLE, "there", null, null, Insecure.REFUSED);
    assertThat(of(less, "localhost").postgres()).containsEntry("sslmode", "disable");
  }
}
