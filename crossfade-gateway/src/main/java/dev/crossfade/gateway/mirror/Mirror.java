package dev.crossfade.gateway.mirror;

import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Stack;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.gateway.metrics.Meters;
import dev.crossfade.gateway.metrics.RouteMeter;
import dev.crossfade.gateway.metrics.RouteMeter.Mirrored;
import dev.crossfade.gateway.tls.Proof;
import dev.crossfade.spi.traffic.Answers;
import dev.crossfade.spi.traffic.Answers.Answer;
import dev.crossfade.spi.traffic.ComparisonSink;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies reads to the other stack, and some to the legacy stack once more, whose two answers tell
 * what differs by itself. It has connections of its own; clients never wait for it. Where as many
 * copies are under way as may be, further ones are dropped and counted.
 */
public final class Mirror {

  private static final int CONNECTIONS = 16;

  private final GatewaySettings settings;
  private final Meters meters;
  private final ComparisonSink sink;
  private final Vertx vertx;
  private final HttpClient client;
  private final Map<Side, ClientSSLOptions> proofs = new EnumMap<>(Side.class);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();

  public Mirror(Vertx vertx, GatewaySettings settings, Meters meters, ComparisonSink sink) {
    this.vertx = vertx;
    this.settings = settings;
    this.meters = meters;
    this.sink = sink;
    settings.stacks().forEach(this::proof);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDecompressionSupported(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(settings.limits().idle().toMillis()))
                .setConnectTimeout(Math.toIntExact(settings.limits().connect().toMillis())),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(CONNECTIONS));
  }

  private void proof(Side side, Stack stack) {
    Trust trust = stack.trust();
    if (trust != null) {
      proofs.put(side, Proof.of(trust));
    }
  }

  /** Most of an answer that is kept. */
  int most() {
    return settings.mirror().bytes();
  }

  /**
   * Copies a read if it is this one's turn and there is room.
   *
   * @param headers writes those that the copy has
   * @return what has to be told of the answer to the client, if it is copied
   */
  public @Nullable Copy begin(
      RouteRule rule, int index, HttpServerRequest in, Side side, Consumer<MultiMap> headers) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (random.nextInt(100) >= rule.mirror().percent()) {
      return null;
    }
    RouteMeter meter = meters.route(index);
    if (!room(underWay)) {
      meter.mirrored(Mirrored.DROPPED);
      return null;
    }
    MultiMap sent = MultiMap.caseInsensitiveMultiMap();
    headers.accept(sent);
    Map<Side, Address> addresses = new EnumMap<>(Side.class);
    for (Side each : Side.values()) {
      addresses.put(each, address(each));
    }
    Question question = new Question(in.method(), in.uri(), sent, addresses);
    Copy.From from = side == Side.LEGACY ? Copy.From.LEGACY : Copy.From.NEW;
    Copy copy = new Copy(this, meter, rule.name(), from, question);
    ask(side.other(), question, copy::other);
    if (random.nextInt(100) < rule.mirror().noise()) {
      ask(Side.LEGACY, question, copy::again);
    } else {
      copy.again(null);
    }
    return copy;
  }

  /** Whether there was room for one more, which is taken. */
  private boolean room(AtomicInteger taken) {
    if (taken.incrementAndGet() > settings.mirror().together()) {
      taken.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Asks both stacks once more; tells nothing where there is no room for it. */
  private void again(
      String route, Question question, Duration after, Consumer<@Nullable Answers> told) {
    if (!room(waiting)) {
      told.accept(null);
      return;
    }
    vertx.setTimer(
        after.toMillis(),
        timer -> {
          waiting.decrementAndGet();
          if (!room(underWay)) {
            told.accept(null);
            return;
          }
          EnumMap<Side, Answer> answers = new EnumMap<>(Side.class);
          for (Side side : Side.values()) {
            ask(
                side,
                question,
                answer -> {
                  answers.put(side, answer);
                  if (answers.size() == Side.values().length) {
                    underWay.decrementAndGet();
                    told.accept(pair(route, answers));
                  }
                });
          }
        });
  }

  private static Answers pair(String route, Map<Side, Answer> answers) {
    return new Answers(
        route,
        Objects.requireNonNull(answers.get(Side.LEGACY)),
        null,
        Objects.requireNonNull(answers.get(Side.NEW)));
  }

  private void ask(Side side, Question question, Consumer<Answer> told) {
    Address address = question.address(side);
    long begun = System.nanoTime();
    RequestOptions head =
        new RequestOptions()
            .setMethod(question.method())
            .setHost(address.host())
            .setPort(address.port())
            .setURI(question.uri())
            .setTimeout(settings.limits().firstByte().toMillis());
    ClientSSLOptions proof = proofs.get(side);
    if (proof != null) {
      head.setSsl(true).setSslOptions(proof);
    }
    client
        .request(head)
        .compose(
            request -> {
              request.headers().addAll(question.headers());
              request.putHeader("x-crossfade-shadow", "1");
              return request
                  .send()
                  .onSuccess(answer -> read(request, answer, begun, told))
                  .mapEmpty();
            })
        .onFailure(error -> told.accept(Copy.answer(0, begun, Buffer.buffer(), false)));
  }

  private Address address(Side side) {
    var addresses = Objects.requireNonNull(settings.stacks().get(side)).addresses();
    return addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
  }

  private void read(
      HttpClientRequest request, HttpClientResponse answer, long begun, Consumer<Answer> told) {
    Buffer body = Buffer.buffer();
    boolean[] over = new boolean[1];
    answer.handler(
        part -> {
          if (body.length() + part.length() <= most()) {
            body.appendBuffer(part);
          } else if (!over[0]) {
            over[0] = true;
            told.accept(Copy.answer(answer.statusCode(), begun, body, true));
            request.reset();
          }
        });
    answer.exceptionHandler(
        error -> {
          if (!over[0]) {
            over[0] = true;
            told.accept(Copy.answer(0, begun, body, true));
          }
        });
    answer.endHandler(
        nothing -> {
          if (!over[0]) {
            over[0] = true;
            told.accept(Copy.answer(answer.statusCode(), begun, body, false));
          }
        });
  }

  /** A copy is complete; null when there is nothing to compare. */
  void over(@Nullable Answers answers, Question question) {
    underWay.decrementAndGet();
    if (answers != null) {
      sink.compared(answers, (after, told) -> again(answers.route(), question, after, told));
    }
  }
}
