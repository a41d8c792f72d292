package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.testkit.tls.Authority;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack with TLS is believed only if it proves that it is the one that the file names. */
class StackTlsTest {

  @TempDir private static Path shared;
  private static Authority authority;
  private static TestStack right;
  private Rig rig;

  @BeforeAll
  static void serve() throws Exception {
    authority = Authority.make(shared.resolve("ca"));
    authority.certificate("stack", "localhost");
    right = new TestStack("secure", context(shared.resolve("ca")));
  }

  @AfterAll
  static void stop() {
    right.close();
  }

  /** The certificate that the authority gave, with its chain. */
  private static SSLContext context(Path folder) throws Exception {
    char[] secret = "changeit".toCharArray();
    KeyStore pair = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("stack.p12"))) {
      pair.load(in, secret);
    }
    var certificates = CertificateFactory.getInstance("X.509");
    try (InputStream in = Files.newInputStream(folder.resolve("stack.pem"))) {
      var chain = certificates.generateCertificates(in);
      pair.setKeyEntry(
          "one", pair.getKey("one", secret), secret, chain.toArray(Certificate[]::new));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(pair, secret);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @BeforeEach
  void build(@TempDir Path folder) {
    right.seen.clear();
    rig = new Rig(folder);
    rig.freshAddress = new Address("localhost", right.address().port());
    rig.trust = new Trust(authority.root().toString());
    rig.rule =
        new RouteRule(
            rig.rule.name(),
            "/",
            rig.rule.methods(),
            rig.rule.reads(),
            rig.rule.consumer(),
            new RouteRule.Mirroring(100, 0),
            RouteRule.Fallback.NONE);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private Gateway reading() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(100));
    return gateway;
  }

  @Test
  void one_that_proves_who_it_is_gets_requests_and_copies() {
    Gateway gateway = rig.start();
    rig.get(gateway, "/copied");
    await().until(() -> right.seen.size() == 1);
    assertThat(right.seen.get(0).header("X-crossfade-shadow")).isEqualTo("1");
    rig.obeyed(state -> state.share(100));

    for (int i = 0; i < 5; i++) {
      assertThat(rig.get(gateway, "/r").body()).isEqualTo("secure ");
    }

    assertThat(rig.metric(gateway, "upstream_connections{stack=\"new\"}")).isLessThan(3);
  }

  private void distrusted() {
    HttpResponse<String> answer = rig.get(reading(), "/r");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("CF-8013");
    assertThat(right.seen).isEmpty();
  }

  @Test
  void one_with_another_name_gets_nothing() {
    rig.freshAddress = new Address("127.0.0.1", right.address().port());
    distrusted();
  }

  @Test
  void one_of_another_authority_gets_nothing(@TempDir Path folder) throws Exception {
    rig.trust = new Trust(Authority.make(folder).root().toString());
    distrusted();
  }

  @Test
  void one_whose_authority_is_not_named_is_believed_as_java_does() {
    rig.trust = new Trust(null);
    distrusted();
  }

  @Test
  void an_authority_that_is_none_is_told_at_the_start(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("ca.pem"), "nothing");
    for (Path each : new Path[] {text, folder.resolve("missing.pem")}) {
      rig.trust = new Trust(each.toString());
      ProblemException refused = catchThrowableOfType(ProblemException.class, () -> rig.start());
      assertThat(refused).hasMessageContaining("CF-8034").hasMessageContaining(each.toString());
    }
  }

  @Test
  void a_name_that_is_none_is_told_at_the_start() {
    for (String name : new String[] {"", "../x", "a b", ".hidden", "x".repeat(64)}) {
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> rig.start(name));
      assertThat(refused).as(name).hasMessageContaining("CF-8035");
    }
  }
}
