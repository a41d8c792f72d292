package dev.crossfade.server.shadow;

import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds what several gateways found in the requests that they copied. */
public final class GatewayFindings {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST = 8 << 20;
  private static final int MOST = 400;

  private final Map<String, long[]> routes = new LinkedHashMap<>();
  private final Map<List<String>, long[]> groups = new LinkedHashMap<>();
  private long inFlight;

  private GatewayFindings() {}

  /**
   * Asks gateways.
   *
   * @param gateways their admin addresses, such as {@code http://127.0.0.1:8486}
   */
  public static ShadowResult of(List<URI> gateways, Clock clock) throws InterruptedException {
    Instant begun = clock.instant();
    GatewayFindings findings = new GatewayFindings();
    String trouble = "";
    for (URI gateway : gateways) {
      try {
        findings.add(JsonText.object(text(gateway)));
      } catch (IOException | RuntimeException e) {
        trouble = "the gateway " + gateway + " does not tell what it found";
      }
    }
    return findings.result(trouble, begun, Duration.between(begun, clock.instant()));
  }

  private static String text(URI gateway) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/comparisons")).timeout(PATIENCE).build();
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(LARGEST);
      if (answer.statusCode() != 200 || bytes.length == LARGEST) {
        throw new IOException("status " + answer.statusCode());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private void add(Map<String, @Nullable Object> said) {
    for (Object each : (List<?>) some(said.get("routes"))) {
      Map<?, ?> route = (Map<?, ?>) some(each);
      long[] counts =
          routes.computeIfAbsent((String) some(route.get("route")), name -> new long[2]);
      counts[0] += (Long) some(route.get("compared"));
      counts[1] += (Long) some(route.get("asked"));
      inFlight += route.get("inFlight") instanceof Long late ? late : 0;
    }
    for (Object each : (List<?>) some(said.get("groups"))) {
      Map<?, ?> group = (Map<?, ?>) some(each);
      List<String> key =
          List.of((String) some(group.get("route")), (String) some(group.get("signature")));
      long[] counts = groups.computeIfAbsent(key, name -> new long[2]);
      counts[0] += (Long) some(group.get("differing"));
      counts[1] += (Long) some(group.get("noise"));
    }
  }

  private static Object some(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  private ShadowResult result(String trouble, Instant begun, Duration took) {
    long compared = routes.values().stream().mapToLong(counts -> counts[0]).sum();
    List<Group> all = all();
    long real = all.stream().filter(Group::real).count();
    Outcome outcome = Outcome.MATCH;
    String why =
        "%d answers of %d routes compared, %d kinds of differences that are more than noise%s"
            .formatted(
                compared, routes.size(), real, inFlight == 0 ? "" : ", " + inFlight + " in flight");
    if (real > 0) {
      outcome = Outcome.DIFFERENT;
    } else if (!trouble.isEmpty() || compared == 0) {
      outcome = Outcome.UNKNOWN;
      why = trouble.isEmpty() ? "no answer was compared yet" : trouble;
    }
    return new ShadowResult(
        ShadowResult.ROUTES,
        outcome,
        all,
        Pace.NONE,
        compared,
        inFlight,
        why,
        List.of(),
        begun,
        took);
  }

  private List<Group> all() {
    List<Group> all = new ArrayList<>();
    groups.forEach(
        (key, counts) -> {
          long[] route = routes.getOrDefault(key.get(0), new long[2]);
          all.add(Group.of(key.get(0), key.get(1), counts[0], route[0], counts[1], route[1]));
        });
    all.sort(
        Comparator.comparing((Group group) -> !group.real())
            .thenComparingLong(group -> -group.differing()));
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }
}
