package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.testkit.tls.Authority;
import dev.crossfade.testkit.tls.Authority.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server would prove itself with is looked at before it starts. */
class OwnCertificateTest {
  @TempDir private Path folder;

  private static void refused(Path certificate, Path key, Path wrong, String why) {
    assertThatThrownBy(() -> OwnCertificate.of(certificate, key))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ServerProblem.CERTIFICATE_UNUSABLE);
              assertThat(e.problem().what()).contains(wrong.toString());
              assertThat(e.problem().why()).startsWith(why).doesNotContain("s3cret");
            });
  }

  @Test
  void keysOfEveryKindFitTheirCertificateAndNoOther() throws Exception {
    Authority authority = Authority.make(folder);
    List<ServerCertificate> all =
        List.of(
            authority.certificate("rsa", "one.test"),
            authority.certificate("other", "one.test"),
            authority.certificate(
                "ec", "one.test", List.of("-keyalg", "EC", "-groupname", "secp256r1")),
            authority.certificate(
                "ec2", "one.test", List.of("-keyalg", "EC", "-groupname", "secp256r1")),
            authority.certificate("ed", "one.test", List.of("-keyalg", "Ed25519")));

    for (ServerCertificate one : all) {
      for (ServerCertificate other : all) {
        if (one == other) {
          ServerSettings.Tls tls = OwnCertificate.of(one.certificate(), one.key());
          assertThat(tls).isEqualTo(new ServerSettings.Tls(one.certificate(), one.key()));
        } else {
          refused(one.certificate(), other.key(), other.key(), "It is not the key of the first");
        }
      }
    }
  }

  @Test
  void filesThatHoldSomethingElseAreNamed() throws Exception {
    ServerCertificate good = Authority.make(folder).certificate("good", "one.test");
    Path gone = folder.resolve("gone.pem");
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "s3cret and no PEM");

    refused(gone, good.key(), gone, "It cannot be read");
    refused(good.certificate(), gone, gone, "It cannot be read");
    refused(garbage, good.key(), garbage, "It does not hold a certificate");
    refused(good.certificate(), garbage, garbage, "It does not hold a private key");
    refused(good.key(), good.certificate(), good.key(), "It does not hold a certificate");
  }
}
