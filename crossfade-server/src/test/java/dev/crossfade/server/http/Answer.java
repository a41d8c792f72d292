package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
record Answer(HttpResponse<String> response) {
  private static final JsonMapper JSON = JsonMapper.shared();

  Answer is(int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return this;
  }

  /** A problem of this code. */
  Answer problem(int status, String code) {
    is(status);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(text("code")).isEqualTo(code);
    assertThat(json().get("status").asInt()).isEqualTo(status);
    assertThat(text("traceId")).matches("[0-9a-f]{32}");
    assertThat(text("fix")).isNotEmpty();
    return this;
  }

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  JsonNode json() {
    return JSON.readTree(response.body());
  }

  String text(String field) {
    return json().path(field).asString("");
  }
}
