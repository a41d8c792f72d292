package dev.crossfade.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs in with a browser at the server's identity provider. The browser hands a code over, at a
 * port of this machine or by hand, that counts only together with what this process has drawn.
 */
public final class BrowserSignIn {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern CODE = Pattern.compile("code=([A-Za-z0-9_-]{1,200})");
  private static final int BYTES = 32;
  private static final int SHOWN = 6;

  private final String server;
  private final Consumer<String> say;
  private final String verifier = draw();

  /**
   * @param say tells the person what to do
   */
  public BrowserSignIn(String server, Consumer<String> say) {
    this.server = server;
    this.say = say;
  }

  /** Waits for the browser at a port of this machine. */
  public SignIn.Proof here() {
    BlockingQueue<String> codes = new ArrayBlockingQueue<>(1);
    HttpServer there;
    try {
      there = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw notDone("no port of this machine can be listened at", "use --paste");
    }
    there.createContext("/", exchange -> answer(exchange, codes));
    there.start();
    try {
      tell(there.getAddress().getPort());
      return proof(codes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notDone("it was interrupted", "begin again");
    } finally {
      there.stop(1);
    }
  }

  /** Has the code pasted, for a browser on another machine. */
  public SignIn.Proof pasted(Supplier<@Nullable String> line) {
    tell(0);
    say.accept("Paste the code:");
    return proof(line.get());
  }

  private void tell(int port) {
    say.accept(
        "Open this address in your browser, and go on there only if it shows "
            + challenge().substring(0, SHOWN)
            + ":");
    say.accept(
        "  "
            + server.replaceFirst("/+$", "")
            + "/oauth2/authorization/oidc?fresh&terminal="
            + port
            + "&challenge="
            + challenge());
  }

  private static void answer(HttpExchange exchange, BlockingQueue<String> codes)
      throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Matcher code = CODE.matcher(query == null ? "" : query);
    boolean good = code.matches();
    if (good) {
      codes.offer(code.group(1));
    }
    byte[] page =
        (good ? "Go back to the terminal." : "There is nothing here.")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(good ? 200 : 404, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  private SignIn.Proof proof(@Nullable String code) {
    if (code == null || code.isBlank()) {
      throw notDone("no code has come from the browser", "begin again, and sign in there");
    }
    return new SignIn.Proof(
        "/api/v1/session:redeem", Map.of("code", code.strip(), "verifier", verifier));
  }

  private static RuntimeException notDone(String why, String fix) {
    return Problem.of(ClientProblem.NOT_DONE, "nobody has signed in", why, fix).raise();
  }

  private String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
      return text(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String draw() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return text(bytes);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
