package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs read in the log of a server. */
class ServerLogTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final Logger LOG = LoggerFactory.getLogger(ServerLogTest.class);

  private static List<JsonNode> lines() throws Exception {
    return Files.readAllLines(SERVER.log()).stream()
        .map(JsonMapper.shared()::readTree)
        .filter(line -> line.path("loggerName").asString().equals(ServerLogTest.class.getName()))
        .toList();
  }

  private static String key(JsonNode line, String name) {
    return String.join(",", line.path("kvpList").findValuesAsString(name));
  }

  @Test
  void whatAFactIsAboutHasKeys() throws Exception {
    try (var unused = MDC.putCloseable("migration", "unify")) {
      LOG.info("the first {} rows pass: entity={} source={}", 12, "contact", "crm");
      LOG.warn("not compared: entity={}", "lead", new IllegalStateException("away"));
      LOG.atInfo().addKeyValue("entity", "said").log("gate: entity={} state={}", "other", "OPEN");
      LOG.info("nothing");
    }

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.at("/mdc/migration").asString())
        .containsExactly("unify", "unify", "unify", "unify");
    assertThat(lines)
        .extracting(line -> key(line, "entity"))
        .containsExactly("contact", "lead", "said", "");
    assertThat(lines).extracting(line -> key(line, "source")).containsExactly("crm", "", "", "");
    assertThat(key(lines.get(2), "state")).isEqualTo("OPEN");
  }
}
