package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.KafkaSpec.KafkaLogin;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.TlsSpec.Insecure;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.kafka.KafkaAccess;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of Kafka's clients are made here alone. */
class OwnKafkaTest {
  private static final String EVIL =
      "p\"; com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://x\\";
  private static final Secrets SECRETS =
      new Secrets(Map.of("PASSWORD", EVIL), file -> file.equals("root.pem") ? "PEM" : null);

  private static KafkaLogin login(String mechanism) {
    return new KafkaLogin(mechanism, new SecretRef("joe"), new SecretRef("${env:PASSWORD}"));
  }

  private static KafkaAccess access(String bootstrap, String connect, TlsSpec tls) {
    return OwnKafka.access(new KafkaSpec(bootstrap, connect, tls, null), SECRETS);
  }

  @Test
  void onThisMachineNothingIsAsked() {
    assertThat(access("127.0.0.1:9092", "http://localhost:8083", TlsSpec.UNSAID).client())
        .isEmpty();
  }

  @Test
  void elsewhereBothProveThemselves() {
    Map<String, String> client =
        access("kafka-1:9093,kafka-2:9093", "https://connect:8083", TlsSpec.UNSAID).client();

    assertThat(client).containsOnly(Map.entry("security.protocol", "SSL"));
    assertThatThrownBy(() -> access("kafka:9093", "http://connect:8083", TlsSpec.UNSAID))
        .hasMessageContaining("CF-6019");
    TlsSpec plain = new TlsSpec(Mode.DISABLE, null, null, null, Insecure.REFUSED);
    assertThatThrownBy(() -> access("127.0.0.1:1,kafka:9092", "https://connect", plain))
        .hasMessageContaining("CF-6019");
    TlsSpec allowed = new TlsSpec(Mode.DISABLE, null, null, null, Insecure.ALLOWED);
    assertThat(access("kafka:9092", "http://connect:8083", allowed).client()).isEmpty();
  }

  @Test
  void aLoginCannotBeMadeIntoAnotherModule() {
    TlsSpec tls = new TlsSpec(null, "root.pem", null, null, Insecure.REFUSED);
    KafkaAccess access =
        OwnKafka.access(
            new KafkaSpec("kafka:9093", "http://localhost:8083", tls, login("SCRAM-SHA-512")),
            SECRETS);

    assertThat(access.client())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("ssl.truststore.certificates", "PEM");
    assertThat(access.client().get("sasl.jaas.config"))
        .isEqualTo(
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"joe\""
                + " password=\"p\\\"; com.sun.security.auth.module.JndiLoginModule required"
                + " user.provider.url=\\\"ldap://x\\\\\";");
    assertThat(access.toString()).doesNotContain("Jndi");
  }

  @Test
  void oneThatServersShareIsProtectedAsOneThatASpecificationNames() {
    Map<String, String> environment = Map.of("PASSWORD", "p");
    KafkaLogin login = login("PLAIN");

    assertThat(
            ServersKafka.access(
                    new KafkaSpec("kafka:9093", "https://connect", TlsSpec.UNSAID, login),
                    environment)
                .client())
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(ServersKafka.streams("kafka:9093", TlsSpec.UNSAID, login, environment).client())
        .containsEntry("security.protocol", "SASL_SSL");
    assertThatThrownBy(
            () -> ServersKafka.access(new KafkaSpec("kafka:9093", "http://connect"), environment))
        .hasMessageContaining("CF-6019");
  }

  @Test
  void whoeverIsNamedIsAskedOnThisMachineAsWell() {
    TlsSpec named = new TlsSpec(null, "root.pem", null, null, Insecure.REFUSED);
    assertThat(access("127.0.0.1:9093", "http://localhost:8083", named).client())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.truststore.certificates", "PEM");
    TlsSpec plain = new TlsSpec(Mode.DISABLE, "root.pem", null, null, Insecure.REFUSED);
    assertThat(access("127.0.0.1:9093", "http://localhost:8083", plain).client()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000b", "a\u0085b"})
  void aLoginHasNoControlCharacters(String password) {
    Secrets secrets = new Secrets(Map.of("PASSWORD", password), file -> null);
    KafkaSpec spec = new KafkaSpec("kafka:9093", "https://connect", TlsSpec.UNSAID, login("PLAIN"));

    assertThatThrownBy(() -> OwnKafka.access(spec, secrets))
        .hasMessageContaining("CF-6003")
        .hasMessageNotContaining(password);
  }
}
