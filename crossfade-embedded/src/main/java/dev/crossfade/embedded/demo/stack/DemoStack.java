package dev.crossfade.embedded.demo.stack;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.embedded.demo.DemoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the company's two applications: an HTTP server on a loopback port with connections and
 * database roles of its own. Both answer the same contract: {@code GET /reports/campaigns}, {@code
 * /reports/daily-impressions}, {@code /reports/mql-count}, {@code /reports/funnel}, and contacts
 * and campaigns to be read, added, changed and removed. Each answer says in {@link #HEADER} who
 * gave it.
 */
public final class DemoStack implements AutoCloseable {

  /** Names the application that answered. */
  public static final String HEADER = "X-Stack";

  /** The application that is to be left. */
  public static final String LEGACY = "legacy";

  /** The application on the unified database. */
  public static final String NEW = "new";

  private static final Logger LOG = LoggerFactory.getLogger(DemoStack.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final int THREADS = 8;
  private static final int WAITING = 1_000;

  static {
    // read by the JDK's server once: answers are not held back, and clients end idle connections
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
  }

  private final String name;
  private final Contract contract;
  private final List<Sessions> sessions;
  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  private DemoStack(String name, Contract contract, List<Sessions> sessions) throws IOException {
    this.name = name;
    this.contract = contract;
    this.sessions = List.copyOf(sessions);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> thread(name, task),
            new ThreadPoolExecutor.CallerRunsPolicy());
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, "demo-stack-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts the application that is to be left, on the CRM and the advertising database. */
  public static DemoStack legacy(DemoDatabase crm, DemoDatabase ads) throws IOException {
    Sessions crmSessions = new Sessions(crm, THREADS);
    Sessions adsSessions = new Sessions(ads, THREADS);
    Spelling spelling = new OldSpelling();
    Contract contract =
        new Contract(
            new OldReports(crmSessions, adsSessions, spelling),
            new ContactBook(crmSessions, "contacts", "id", "region_text", spelling),
            new CampaignBook(adsSessions, "campaigns", "id", "is_paused", spelling));
    return new DemoStack(LEGACY, contract, List.of(crmSessions, adsSessions));
  }

  /** Starts the application on the unified database, which need not have any table yet. */
  public static DemoStack unified(DemoDatabase target) throws IOException {
    Sessions all = new Sessions(target, THREADS);
    Contract contract =
        new Contract(
            new NewReports(all),
            new ContactBook(all, "marketing.contact", "contact_id", "region", Spelling.UNIFIED),
            new CampaignBook(all, "marketing.campaign", "campaign_id", "paused", Spelling.UNIFIED));
    return new DemoStack(NEW, contract, List.of(all));
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = JSON.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set(HEADER, name);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("stack {}: a client left", name, e);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      return contract.answer(Request.of(exchange));
    } catch (Refusal e) {
      return Answer.problem(e.status(), String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      LOG.warn(
          "stack {}: {} {} failed, SQL state {}: {}",
          name,
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          e.getSQLState(),
          e.getMessage());
      return e instanceof Sessions.UnclearCommit
          ? Answer.problem(500, "it may be done, or not")
          : Answer.problem(503, "it is not done: the database refuses it now");
    } catch (RuntimeException e) {
      LOG.error("stack {}: {} failed", name, exchange.getRequestURI().getPath(), e);
      return Answer.problem(500, "this should not happen");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    sessions.forEach(Sessions::close);
  }
}
