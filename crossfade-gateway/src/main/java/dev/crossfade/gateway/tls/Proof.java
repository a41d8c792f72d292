package dev.crossfade.gateway.tls;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import dev.crossfade.gateway.GatewayProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** What a server with TLS has to prove. */
public final class Proof {

  private Proof() {}

  /**
   * That it has a certificate of an authority that is believed, with the name of its address.
   *
   * @throws dev.crossfade.core.problem.ProblemException when the file of the authority is none
   */
  public static ClientSSLOptions of(Trust trust) {
    ClientSSLOptions proof = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
    String authority = trust.authority();
    if (authority != null) {
      proof.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(read(authority))));
    }
    return proof;
  }

  private static byte[] read(String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (certificates.isEmpty()) {
        throw new CertificateException("there is no certificate in it");
      }
      return bytes;
    } catch (IOException | CertificateException e) {
      throw Problem.of(
              GatewayProblem.BAD_AUTHORITY,
              "The authority of a stack's certificates cannot be read: " + file,
              e.toString(),
              "Name a PEM file with the certificates of whoever signed those of the stack")
          .raise(e);
    }
  }
}
