package dev.crossfade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Link and password of the first administrator come in where nobody else sees them. */
class SetupTest {

  private static final String PASSWORD = "correct horse battery";

  @TempDir private Path home;

  private final StringWriter err = new StringWriter();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final InputStream terminal = System.in;
  private HttpServer server;
  private String link;

  /** Only listens: it refuses everything. */
  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/setup", this::refuse);
    server.start();
    link = "http://127.0.0.1:" + server.getAddress().getPort() + "/setup?link=drawn-for-you";
  }

  @AfterEach
  void end() {
    System.setIn(terminal);
    server.stop(0);
  }

  private void refuse(HttpExchange exchange) throws IOException {
    asked.add(JsonMapper.builder().build().readTree(exchange.getRequestBody()));
    exchange.sendResponseHeaders(403, -1);
    exchange.close();
  }

  private int run(String input, Map<String, String> environment, String... arguments) {
    System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
    PrintWriter told = new PrintWriter(err, true);
    Map<String, String> all = new TreeMap<>(environment);
    all.put("HOME", home.toString());
    return Main.run(told, told, all, arguments);
  }

  private void isAsked() {
    assertThat(asked).as(err.toString()).hasSize(1);
    assertThat(asked.get(0).path("link").asText()).isEqualTo("drawn-for-you");
    assertThat(asked.get(0).path("account").asText()).isEqualTo("ann");
    assertThat(asked.get(0).path("password").asText()).isEqualTo(PASSWORD);
    assertThat(err.toString()).doesNotContain("drawn-for-you").doesNotContain(PASSWORD);
  }

  @Test
  void both_are_lines_of_standard_input() {
    String input = link + "\r\n" + PASSWORD + "\nand more\n";

    assertThat(run(input, Map.of(), "setup", "--link-stdin", "--password-stdin", "--user", "ann"))
        .isNotZero();

    isAsked();
  }

  @Test
  void a_link_that_is_given_there_counts_before_the_environment() {
    Map<String, String> environment =
        Map.of("CROSSFADE_SETUP_LINK", "http://127.0.0.1:1/x", "CROSSFADE_PASSWORD", PASSWORD);

    assertThat(run(link, environment, "setup", "--link-stdin", "--user", "ann")).isNotZero();

    isAsked();
  }

  @Test
  void nothing_is_no_link() {
    assertThat(run("", Map.of(), "setup", "--link-stdin", "--password-stdin")).isEqualTo(2);

    assertThat(err.toString()).contains("CF-6911", "that is not a one-time link");
    assertThat(asked).isEmpty();
  }
}
