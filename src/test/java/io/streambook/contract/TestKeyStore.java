package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** Key stores with a key of their own, as the JDK's keytool makes them. */
public final class TestKeyStore {
  public static final String PASSWORD = "password";

  private TestKeyStore() {}

  /** A PKCS12 file whose key may stand for this machine. */
  public static Path create(Path folder) throws Exception {
    Path keyStore = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    assertThat(keyStore).exists();
    return keyStore;
  }
}
