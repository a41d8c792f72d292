package dev.crossfade.embedded.demo.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks an application as any client does. */
record Asking(DemoStack stack) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  record Answered(int status, String stack, JsonNode body) {}

  Answered read(String path) throws Exception {
    return send("GET", path, "");
  }

  Answered send(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://" + stack.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answered(
        response.statusCode(),
        response.headers().firstValue(DemoStack.HEADER).orElse(""),
        new ObjectMapper().readTree(response.body()));
  }
}
