package dev.crossfade.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets up logging: everything to a file in the data folder, warnings to standard error. */
public final class LogFile {
  private static final String IN_FILE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{30} %msg%n%ex";
  private static final String KEYED =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{30} %msg %kvp{SINGLE} %mdc%n%ex";
  private static final String ON_SCREEN = "%-5level %msg%n%nopex";

  private LogFile() {}

  /** Warnings to standard error only, for commands without a data folder. */
  public static void warningsOnly() {
    LoggerContext context = fresh();
    root(context).addAppender(screen(context, "WARN"));
  }

  /** Everything from INFO on to {@code crossfade.log} in the folder; problems to the screen. */
  public static Path in(Path dataFolder) {
    LoggerContext context = fresh();
    Path file = dataFolder.resolve("crossfade.log");
    root(context).addAppender(file(context, file, encoder(IN_FILE)));
    root(context).addAppender(screen(context, "ERROR"));
    return file;
  }

  /** How a server's log looks. */
  public enum Style {
    /** For people. */
    TEXT,
    /** For programs: a JSON object per line. */
    JSON
  }

  /** Everything from INFO on to {@code crossfade.log} in the folder and to standard error. */
  public static void ofServer(Path dataFolder, Style style) {
    LoggerContext context = fresh();
    Path path = dataFolder.resolve("crossfade.log");
    ConsoleAppender<ILoggingEvent> screen = new ConsoleAppender<>();
    screen.setTarget("System.err");
    for (Appender<ILoggingEvent> each :
        List.of(file(context, path, encoder(style)), started(context, screen, encoder(style)))) {
      if (style == Style.JSON) {
        each.addFilter(new MessageKeys());
      }
      root(context).addAppender(each);
    }
  }

  private static Encoder<ILoggingEvent> encoder(Style style) {
    return style == Style.JSON ? new JsonEncoder() : encoder(KEYED);
  }

  private static Encoder<ILoggingEvent> encoder(String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(pattern);
    return encoder;
  }

  private static LoggerContext fresh() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    root(context).setLevel(Level.INFO);
    context.getLogger("org.apache.kafka").setLevel(Level.WARN);
    context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
    context.getLogger("org.apache.catalina").setLevel(Level.WARN);
    context.getLogger("org.apache.coyote").setLevel(Level.WARN);
    context.getLogger("org.springframework").setLevel(Level.WARN);
    // what cannot be started is told by a problem of ours
    context
        .getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter")
        .setLevel(Level.OFF);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
    return context;
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Appender<ILoggingEvent> screen(LoggerContext context, String from) {
    ConsoleAppender<ILoggingEvent> screen = new ConsoleAppender<>();
    screen.setTarget("System.err");
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(from);
    filter.start();
    screen.addFilter(filter);
    return started(context, screen, encoder(ON_SCREEN));
  }

  private static Appender<ILoggingEvent> file(
      LoggerContext context, Path path, Encoder<ILoggingEvent> encoder) {
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setFile(path.toString());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(file);
    window.setFileNamePattern(path + ".%i");
    window.setMaxIndex(3);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("20MB"));
    size.start();
    file.setRollingPolicy(window);
    file.setTriggeringPolicy(size);
    return started(context, file, encoder);
  }

  private static Appender<ILoggingEvent> started(
      LoggerContext context,
      OutputStreamAppender<ILoggingEvent> appender,
      Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
