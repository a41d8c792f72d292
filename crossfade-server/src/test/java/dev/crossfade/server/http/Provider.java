package dev.crossfade.server.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An identity provider in a process of its own, which ends with this one. */
final class Provider {
  static final String SECRET = "planted-0idc-secret-51b7";

  private final int port;

  private Provider(int port) {
    this.port = port;
  }

  static Provider start(String redirect) throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            path,
            ProviderMain.class.getName(),
            redirect);
    builder.environment().put("PROVIDER_SECRET", SECRET);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("PORT ")) {
        Thread drain = new Thread(() -> out.lines().forEach(each -> {}), "drain");
        drain.setDaemon(true);
        drain.start();
        return new Provider(Integer.parseInt(line.substring("PORT ".length())));
      }
    }
    throw new IllegalStateException("no provider: " + said);
  }

  String issuer() {
    return "http://localhost:" + port;
  }

  /** Gives tokens that are wrong in one way from now on. */
  void mode(String mode) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(issuer() + "/mode?now=" + mode)).build(),
            BodyHandlers.ofString());
  }
}
