package dev.crossfade.cli.client;

import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a client believes about who a server is. */
final class Believed {

  /** Why a path leads to no authority that is believed; one of its name alone does not do. */
  private static final Set<CertPathValidatorException.Reason> UNVOUCHED =
      Set.of(CertPathValidatorException.BasicReason.INVALID_SIGNATURE, PKIXReason.NO_TRUST_ANCHOR);

  private Believed() {}

  /**
   * A client that believes an authority.
   *
   * @param root file with its certificates as PEM; empty for those whom this Java believes
   */
  static HttpClient client(String root) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER);
    return root.isEmpty() ? client.build() : client.sslContext(only(Path.of(root))).build();
  }

  /** Whether a connection failed because no authority that is believed vouches for the server. */
  static boolean unvouched(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(Believed::unvouchedItself);
  }

  private static boolean unvouchedItself(Throwable failure) {
    return failure instanceof CertPathValidatorException path
        ? UNVOUCHED.contains(path.getReason())
        : failure instanceof CertPathBuilderException;
  }

  private static SSLContext only(Path file) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw Problem.of(
              ClientProblem.BAD_ROOT,
              file + " cannot be used as whom to believe",
              e instanceof IOException ? "it cannot be read" : "it holds no certificates as PEM",
              "name the file with the certificate of the authority that signed the server's")
          .raise(e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificates");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate each : certificates) {
      store.setCertificateEntry("root-" + store.size(), each);
    }
    return store;
  }
}
