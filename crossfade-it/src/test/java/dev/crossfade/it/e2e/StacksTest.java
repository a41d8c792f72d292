package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.stack.DemoStack;
import dev.crossfade.embedded.demo.stack.StackRoles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both applications of the demo company say the same of the same data, once it is migrated. */
@Tag("long")
class StacksTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final List<String> REPORTS =
      List.of(
          "/reports/campaigns?limit=500",
          "/reports/campaigns?after=40&limit=7&from=2023-12-10&to=2023-12-12",
          "/reports/daily-impressions",
          "/reports/daily-impressions?from=2023-12-11&to=2023-12-13",
          "/reports/mql-count",
          "/reports/mql-count?least=0",
          "/reports/funnel");

  @Test
  void sayTheSameOfTheSameData(@TempDir Path folder) throws Exception {
    try (DemoSources sources = new DemoSources(folder, 20_000);
        DemoStack legacy =
            DemoStack.legacy(
                new StackRoles(owner(sources.crm())).crm("app_old"),
                new StackRoles(owner(sources.ads())).ads("app_old"));
        DemoStack unified =
            DemoStack.unified(new StackRoles(owner(sources.target())).unified("app_new"))) {
      String one = added(legacy, "/contacts", contact(5_000_000_000_001L, "w1"));
      String two = added(legacy, "/campaigns", campaign(5_000_000_000_001L, "w2"));
      assertThat(send(unified, "GET", "/reports/funnel", "").status()).isEqualTo(503);

      Crossfade.Result run =
          Crossfade.now(
              sources.environment(),
              "run",
              sources.specification().toString(),
              "--until=verified",
              "--data=" + folder.resolve("data"));
      assertThat(run.exit()).as(run.out() + run.err()).isZero();

      for (String path : REPORTS) {
        same(legacy, unified, path);
      }
      for (int id = 1; id < 400; id += 7) {
        same(legacy, unified, "/contacts/" + id);
        same(legacy, unified, "/campaigns/" + (1 + id % 100));
      }
      same(legacy, unified, one);
      same(legacy, unified, two);
      acceptTheSameWrites(legacy, unified);
    }
  }

  private static void acceptTheSameWrites(DemoStack legacy, DemoStack unified) throws Exception {
    String contact = contact(5_000_000_000_002L, "w3");
    String campaign = campaign(5_000_000_000_002L, "w4");
    for (DemoStack stack : List.of(legacy, unified)) {
      for (int expected : new int[] {201, 200}) {
        assertThat(send(stack, "POST", "/contacts", contact).status()).isEqualTo(expected);
        assertThat(send(stack, "POST", "/campaigns", campaign).status()).isEqualTo(expected);
      }
      for (int time = 0; time < 2; time++) {
        changed(
            stack, "/contacts/5000000000002", "{\"write\":\"w5\",\"score\":7,\"optedIn\":true}");
        changed(
            stack, "/campaigns/5000000000002", "{\"write\":\"w6\",\"budget\":3,\"paused\":true}");
      }
    }
    same(legacy, unified, "/contacts/5000000000002");
    same(legacy, unified, "/campaigns/5000000000002");
    for (DemoStack stack : List.of(legacy, unified)) {
      assertThat(send(stack, "DELETE", "/contacts/5000000000002", "").status()).isEqualTo(200);
      assertThat(send(stack, "GET", "/contacts/5000000000002", "").status()).isEqualTo(404);
    }
  }

  private static void changed(DemoStack stack, String path, String body) throws Exception {
    assertThat(send(stack, "PUT", path, body).status()).isEqualTo(200);
  }

  private static String added(DemoStack stack, String path, String body) throws Exception {
    Answered answer = send(stack, "POST", path, body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return path + "/" + answer.body().path("id").asText();
  }

  private static void same(DemoStack legacy, DemoStack unified, String path) throws Exception {
    Answered expected = send(legacy, "GET", path, "");
    Answered actual = send(unified, "GET", path, "");
    assertThat(expected.status()).as(path + expected.body()).isEqualTo(200);
    assertThat(actual.status()).as(path).isEqualTo(200);
    assertThat(actual.body()).as(path).isEqualTo(expected.body());
    assertThat(expected.body().toString()).as(path).hasSizeGreaterThan(60);
  }

  private record Answered(int status, JsonNode body) {}

  private static Answered send(DemoStack stack, String method, String path, String body)
      throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://" + stack.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answered(response.statusCode(), new ObjectMapper().readTree(response.body()));
  }

  private static String contact(long id, String write) {
    return """
        {"id": %d, "write": "%s", "fullName": "Ada", "email": "ada@example.org", "country": "DE",
         "region": "EMEA", "score": 12.5, "optedIn": true}"""
        .formatted(id, write);
  }

  private static String campaign(long id, String write) {
    return """
        {"id": %d, "write": "%s", "name": "Spring", "channel": "video", "region": "APAC",
         "budget": 10, "currency": "EUR", "paused": false}"""
        .formatted(id, write);
  }

  private static DemoDatabase owner(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}
