package dev.crossfade.server.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that only the test trusts. */
record Certificate(ServerSettings.Tls tls, SSLContext trusted) {
  private static final char[] SECRET = "changeit".toCharArray();

  static Certificate make(Path folder) throws Exception {
    return make(folder, "ip:127.0.0.1");
  }

  /** One for another host. */
  static Certificate elsewhere(Path folder) throws Exception {
    return make(folder, "dns:elsewhere.example");
  }

  private static Certificate make(Path folder, String host) throws Exception {
    Path file = folder.resolve("test.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(SECRET),
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=" + host)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, SECRET);
    }
    Path certificate = pem(folder, "CERTIFICATE", store.getCertificate("test").getEncoded());
    Path key = pem(folder, "PRIVATE KEY", store.getKey("test", SECRET).getEncoded());
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("test", store.getCertificate("test"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new Certificate(new ServerSettings.Tls(certificate, key), context);
  }

  private static Path pem(Path folder, String what, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    String pem = "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), pem);
  }
}
