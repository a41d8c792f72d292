package dev.crossfade.testkit.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Somebody who gives certificates to servers, and whom clients believe. */
public record Authority(Path folder, Path root) {
  private static final String SECRET = "changeit";

  /** What a server has. */
  public record ServerCertificate(Path certificate, Path key) {}

  /** A new one. */
  public static Authority make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    pair(
        folder.resolve("ca.p12"),
        "an authority",
        List.of("-keyalg", "EC", "-groupname", "secp256r1", "-ext", "bc:c=ca:true"));
    Path root = folder.resolve("ca.pem");
    keytool("-exportcert", "-rfc", "-alias", "one", "-file", root.toString(), store(folder, "ca"));
    return new Authority(folder, root);
  }

  /** A certificate for a name; {@code when} are further words of keytool about its time. */
  public ServerCertificate certificate(String name, String host, String... when)
      throws IOException, InterruptedException, GeneralSecurityException {
    return certificate(name, host, List.of("-keyalg", "RSA", "-keysize", "2048"), when);
  }

  /** The same with a key of another kind; {@code kind} are words of keytool about it. */
  public ServerCertificate certificate(String name, String host, List<String> kind, String... when)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    pair(store, host, kind);
    Path request = folder.resolve(name + ".csr");
    keytool("-certreq", "-alias", "one", "-file", request.toString(), store(folder, name));
    Path certificate = folder.resolve(name + ".pem");
    List<String> words =
        new ArrayList<>(
            List.of(
                "-gencert",
                "-rfc",
                "-alias",
                "one",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-ext",
                "san=dns:" + host));
    words.addAll(List.of(when));
    words.add(store(folder, "ca"));
    keytool(words.toArray(String[]::new));
    return new ServerCertificate(certificate, key(store, folder.resolve(name + ".key")));
  }

  private static void pair(Path store, String name, List<String> more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("-genkeypair", "-alias", "one", "-dname", "CN=" + name));
    words.addAll(more);
    words.add(store.toString());
    keytool(words.toArray(String[]::new));
  }

  private static String store(Path folder, String name) {
    return folder.resolve(name + ".p12").toString();
  }

  private static Path key(Path store, Path file)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    byte[] bytes = keys.getKey("one", SECRET.toCharArray()).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    if (System.getProperty("user.name").equals("root")) {
      // databases run as nobody then
      run(List.of("chown", "65534", file.toString()));
    }
    return file;
  }

  /** The last word is the store. */
  private static void keytool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(words).subList(0, words.length - 1));
    command.addAll(
        List.of(
            "-storetype", "PKCS12", "-storepass", SECRET, "-keystore", words[words.length - 1]));
    run(command);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }
}
