package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** docs/openapi.json describes what the server does; {@code -Dgolden.update=true} writes it. */
class OpenApiTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path FILE =
      Path.of(System.getProperty("crossfade.root"), "docs/openapi.json");

  @Test
  void theDescriptionIsUpToDate() throws Exception {
    JsonNode described = TestServer.shared().nobody().get("/v3/api-docs").is(200).json();
    String text = JSON.writeValueAsString(described) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, text);
    }

    assertThat(text).as("regenerate with -Dgolden.update=true").isEqualTo(Files.readString(FILE));
  }

  @Test
  void theServerShowsIt() throws Exception {
    JsonNode shown = TestServer.shared().nobody().get("/api/v1/openapi.json").is(200).json();

    assertThat(shown.path("openapi").asString()).startsWith("3.1");
    assertThat(new TreeSet<>(shown.path("paths").propertyNames())).contains("/api/v1/migrations");
  }
}
