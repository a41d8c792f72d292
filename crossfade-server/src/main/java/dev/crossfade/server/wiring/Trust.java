package dev.crossfade.server.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to believe, read from a PEM file, in the forms that clients take. */
final class Trust {

  /** Certificates are no secret; a store of them wants some password all the same. */
  static final String STORE_PASSWORD = "crossfade";

  private final String file;
  private final String what;

  private Trust(String file, String what) {
    this.file = file;
    this.what = what;
  }

  /** Of a client of Java. */
  static SSLContext context(String file, String what) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(new Trust(file, what).store());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw Protection.missing(file, what);
    }
  }

  /**
   * Of a connector of MariaDB and MySQL, which takes a store. It is kept in a folder that belongs
   * to this user alone, under a name that follows from what is in it.
   */
  static Path storeFile(String file, String what) {
    try {
      Path folder = Path.of(System.getProperty("user.home"), ".cache", "crossfade", "trust");
      Files.createDirectories(folder);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
      Path store = folder.resolve(HexFormat.of().formatHex(digest) + ".p12");
      Path fresh = Files.createTempFile(folder, "trust", ".p12");
      try (OutputStream out = Files.newOutputStream(fresh)) {
        new Trust(file, what).store().store(out, STORE_PASSWORD.toCharArray());
      }
      return Files.move(
          fresh, store, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | GeneralSecurityException e) {
      throw Protection.missing(file, what);
    }
  }

  private KeyStore store() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw Protection.missing(file, what);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("root" + number++, certificate);
      }
      return store;
    } catch (IOException e) {
      throw Protection.missing(file, what);
    }
  }
}
