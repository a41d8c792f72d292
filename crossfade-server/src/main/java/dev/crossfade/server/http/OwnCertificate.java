package dev.crossfade.server.http;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/** What the server proves with who it is, looked at before anything is started. */
public final class OwnCertificate {

  private static final byte[] SAMPLE = "crossfade".getBytes(StandardCharsets.UTF_8);

  private OwnCertificate() {}

  /**
   * Certificate and key of these files.
   *
   * @throws ProblemException when they cannot be read, or do not belong together
   */
  public static ServerSettings.Tls of(Path certificate, Path key) {
    List<X509Certificate> chain = read(certificate, "a certificate", PemContent::getCertificates);
    PrivateKey secret = read(key, "a private key that is not encrypted", PemContent::getPrivateKey);
    if (!together(chain.get(0).getPublicKey(), secret)) {
      throw unusable(
          key, "It is not the key of the first certificate in " + certificate + ".", null);
    }
    return new ServerSettings.Tls(certificate, key);
  }

  private static <T> T read(Path file, String what, Function<PemContent, @Nullable T> part) {
    try {
      T found = part.apply(PemContent.load(file));
      if (found != null) {
        return found;
      }
    } catch (IOException e) {
      throw unusable(file, "It cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // its own message may repeat what is in the file
      throw unusable(file, "It does not hold " + what + " as PEM.", null);
    }
    throw unusable(file, "It does not hold " + what + " as PEM.", null);
  }

  private static boolean together(PublicKey shown, PrivateKey secret) {
    if (shown instanceof RSAKey one && secret instanceof RSAKey other) {
      return one.getModulus().equals(other.getModulus());
    }
    try {
      String algorithm = secret instanceof ECKey ? "SHA256withECDSA" : "EdDSA";
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(shown);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static ProblemException unusable(Path file, String why, @Nullable Exception cause) {
    Problem problem =
        Problem.of(
            ServerProblem.CERTIFICATE_UNUSABLE,
            "The file " + file + " cannot be used for TLS.",
            why,
            "Give the server's certificate chain and its key, both as PEM files that this user"
                + " can read.");
    return cause == null ? problem.raise() : problem.raise(cause);
  }
}
