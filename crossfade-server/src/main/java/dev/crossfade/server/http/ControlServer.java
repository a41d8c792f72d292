package dev.crossfade.server.http;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.api.ApiConfiguration;
import dev.crossfade.server.api.CrossingMeans;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.audit.StoreAudit;
import dev.crossfade.server.audit.StoreSealing;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.oidc.OidcSettings;
import dev.crossfade.server.oidc.OidcSignIn;
import dev.crossfade.server.run.DataFolder;
import dev.crossfade.server.security.OtherSignIn;
import dev.crossfade.server.security.People;
import dev.crossfade.server.security.RequestLimits;
import dev.crossfade.server.security.Sessions;
import dev.crossfade.server.steward.Household.House;
import dev.crossfade.server.wiring.RouteSigning;
import dev.crossfade.spi.journal.ControlStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The server: its control store and its interface, until it is closed. */
public final class ControlServer implements AutoCloseable {

  private final DataFolder folder;
  private final ControlStorage storage;
  private final ConfigurableApplicationContext context;
  private final String url;
  private final String link;

  private ControlServer(
      DataFolder folder,
      ControlStorage storage,
      ConfigurableApplicationContext context,
      ServerSettings settings) {
    this.folder = folder;
    this.storage = storage;
    this.context = context;
    this.url = url(settings, context, settings.listen().host());
    this.link = url(settings, context, settings.listen().reached()) + "/setup?link=";
  }

  /**
   * Starts, and takes requests when this returns.
   *
   * @param steward makes whoever carries migrations out in this process
   */
  public static ControlServer start(ServerSettings settings, Function<House, Steward> steward) {
    return start(settings, steward, List.of());
  }

  /**
   * Starts within a process that has the data folder already, and logs into it. Closing the server
   * leaves the folder to that process.
   */
  public static ControlServer startWithin(
      DataFolder folder, ServerSettings settings, Function<House, Steward> steward) {
    return start(settings, folder.lent(), steward, List.of());
  }

  /** The same with more for Spring to put together. */
  static ControlServer start(
      ServerSettings settings, Function<House, Steward> steward, List<Class<?>> more) {
    DataFolder folder = DataFolder.claim(settings.data());
    try {
      LogFile.ofServer(settings.data(), settings.log());
      return start(settings, folder, steward, more);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static ControlServer start(
      ServerSettings settings,
      DataFolder folder,
      Function<House, Steward> steward,
      List<Class<?>> more) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    mustBeFree(settings.listen());
    ControlStorage storage = ControlStorage.open(settings.control(), settings.data());
    try {
      Steward looksAfter =
          steward.apply(storage.house(settings.data(), settings.secrets(), settings.environment()));
      ConfigurableApplicationContext context = context(settings, storage, looksAfter, more);
      storage.journals().journal().migrations().forEach(looksAfter::lookAfter);
      return new ControlServer(folder, storage, context, settings);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /** Nothing is begun for an address that somebody else has. */
  private static void mustBeFree(ServerSettings.Listen listen) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(listen.host(), listen.port()));
    } catch (IOException e) {
      throw cannotListen(listen, e);
    }
  }

  private static ConfigurableApplicationContext context(
      ServerSettings settings, ControlStorage storage, Steward steward, List<Class<?>> more) {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SpringApplication application = new SpringApplication(ServerConfiguration.class);
    application.addPrimarySources(more);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(
        context -> {
          GenericApplicationContext beans = (GenericApplicationContext) context;
          beans.registerBean(
              ControlStorage.class, () -> storage, bean -> bean.setDestroyMethodName(""));
          beans.registerBean(
              ControlStore.class, storage::journals, bean -> bean.setDestroyMethodName(""));
          StoreAudit audit =
              StoreAudit.in(settings.data(), settings.auditKey(), storage.journals());
          beans.registerBean(StoreAudit.class, () -> audit);
          beans.registerBean(StoreSealing.class, () -> StoreSealing.start(audit));
          beans.registerBean(Steward.class, () -> steward, bean -> bean.setDestroyMethodName(""));
          beans.registerBean(ReleasedSecrets.class, settings::secrets);
          beans.registerBean(RequestLimits.class, settings::limits);
          beans.registerBean(
              CrossingMeans.class,
              () ->
                  new CrossingMeans(
                      storage::routes, RouteSigning.file(settings.data(), settings.routeKey())));
          beans.registerBean(
              ApiConfiguration.Environment.class,
              () -> new ApiConfiguration.Environment(settings.environment()));
          OidcSettings oidc = settings.oidc();
          if (oidc != null) {
            beans.registerBean(
                OtherSignIn.class,
                () ->
                    new OidcSignIn(
                        oidc, beans.getBean(Sessions.class), beans.getBean(Clock.class)));
          }
        });
    try {
      return application.run();
    } catch (RuntimeException e) {
      throw refused(settings, e);
    }
  }

  private static RuntimeException refused(ServerSettings settings, RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException || cause instanceof java.net.BindException) {
        return cannotListen(settings.listen(), thrown);
      }
      if (cause instanceof ProblemException known) {
        return known;
      }
    }
    return thrown;
  }

  private static ProblemException cannotListen(ServerSettings.Listen listen, Exception why) {
    return Problem.of(
            ServerProblem.CANNOT_LISTEN,
            "The server cannot listen on " + listen.host() + ":" + listen.port() + ".",
            "Another program does, or the address is not one of this machine.",
            "Choose another one with --listen.")
        .raise(why);
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.address", settings.listen().host());
    properties.put("server.port", settings.listen().port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
    properties.put("server.servlet.session.cookie.name", "crossfade_session");
    properties.put("server.servlet.session.cookie.http-only", "true");
    properties.put("server.servlet.session.cookie.same-site", "strict");
    properties.put("server.servlet.session.cookie.secure", settings.tls() != null);
    properties.put("server.servlet.session.timeout", "8h");
    properties.put("server.servlet.session.tracking-modes", "cookie");
    properties.put("server.max-http-request-header-size", "16KB");
    properties.put("server.tomcat.connection-timeout", "20s");
    properties.put("server.tomcat.threads.max", "64");
    // there is one form, of few fields, and nobody need be signed in for it
    properties.put("server.tomcat.max-http-form-post-size", "64KB");
    properties.put("spring.web.resources.add-mappings", "false");
    properties.put("spring.mvc.async.request-timeout", "-1");
    properties.put("spring.servlet.multipart.enabled", "false");
    properties.put("spring.jmx.enabled", "false");
    ServerSettings.Tls tls = settings.tls();
    if (tls != null) {
      String bundle = "spring.ssl.bundle.pem.server.";
      properties.put(bundle + "keystore.certificate", tls.certificate().toUri().toString());
      properties.put(bundle + "keystore.private-key", tls.key().toUri().toString());
      properties.put(bundle + "reload-on-update", "true");
      properties.put(bundle + "options.enabled-protocols", "TLSv1.2,TLSv1.3");
      properties.put("spring.ssl.bundle.watch.file.quiet-period", "2s");
      properties.put("server.ssl.bundle", "server");
    }
    return properties;
  }

  private static String url(
      ServerSettings settings, ConfigurableApplicationContext context, String host) {
    int port =
        ((WebServerApplicationContext) context).getWebServer() == null
            ? settings.listen().port()
            : ((WebServerApplicationContext) context).getWebServer().getPort();
    return (settings.tls() == null ? "http://" : "https://") + host + ":" + port;
  }

  /** Where it listens. */
  public String url() {
    return url;
  }

  /** The one-time link that makes the first administrator, as long as there is nobody. */
  public Optional<String> invitation() {
    return context.getBean(People.class).invite().map(secret -> link + secret);
  }

  /** What Spring has put together, for tests that look behind the interface. */
  ConfigurableApplicationContext context() {
    return context;
  }

  /** Takes no more requests, lets those under way end, and ends. */
  @Override
  public void close() {
    try {
      context.close();
    } finally {
      try {
        storage.close();
      } finally {
        folder.close();
      }
    }
  }
}
