package dev.crossfade.server.store;

import dev.crossfade.jdbc.control.ControlSettings;
import java.util.Properties;

/** How a control store is reached by what reads and writes it with Spring. */
public final class StoreConnection {

  private StoreConnection() {}

  /** Its address. */
  public static String url(ControlSettings settings) {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(settings.host(), settings.port(), settings.database());
  }

  /**
   * What its driver is told beside account and password.
   *
   * @param name by which sessions are known there
   */
  public static Properties properties(ControlSettings settings, String name) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", name);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("options", "-c search_path=pg_catalog -c statement_timeout=10s");
    settings.tls().postgres().forEach(properties::setProperty);
    return properties;
  }
}
