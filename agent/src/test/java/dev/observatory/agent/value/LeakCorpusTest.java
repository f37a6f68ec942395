package dev.observatory.agent.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shapes in which secrets reach what the agent formats. None may appear in the result; what is not secret must. The guide publishes
 * the rules, {@code docs/guide/logging-and-jfr.md}.
 */
class LeakCorpusTest {
    private static final String SECRET = "hunter2";
    private static final ValueFormatter VALUES = ValueFormatter.of(RedactionRules.standard());

    /**
     * One shape.
     *
     * @param name describes it
     * @param secret the text that must not appear
     * @param formatted what the agent makes of it
     */
    record Shape(String name, String secret, String formatted) {
        @Override
        public String toString() {
            return name;
        }
    }

    enum Header {
        PASSWORD,
        API_KEY,
        ACCEPT
    }

    record Pair(String name, String value) {}

    record Property(String key, Object value) {}

    record Reversed(String value, String header) {}

    record HeaderName(String text) {}

    record Password(String text) {}

    static final class ApiKey {
        String id = SECRET;
    }

    static final class Credentials {
        String user = SECRET;
    }

    /** Methods of the program, found by name. */
    @SuppressWarnings("unused")
    static final class Methods {
        void setPassword(String value) {}

        void setPass(String value) {}

        void setPin(int value) {}

        void setApiKey(String s) {}

        void withToken(CharSequence t) {}

        void withSecret(byte[] bytes) {}

        void updateCredentials(String user, String value) {}

        void changePassword(String from, String to) {}

        void checkPassword(String typed) {}

        void verifyOtp(String code) {}

        void validateCvv(String digits) {}

        void putCookie(String text) {}

        void addAuthorization(String line) {}

        void storeIban(String account) {}

        void hashPassword(String plain) {}

        void encryptSecret(String plain) {}

        void setConnectionString(String url) {}

        void setSalt(String bytes) {}

        void setSignature(String bytes) {}

        void setClientSecret(String text) {}

        void password(String value) {}

        void apiKey(String value) {}

        void userPassword(String value) {}

        void set_password(String value) {}

        void plain(String a, String b, String c) {}
    }

    private static final List<String> NAMES = List.of(
            "password",
            "PASSWORD",
            "Password",
            "userPassword",
            "user_password",
            "user-password",
            "passwordHash",
            "db.password",
            "passwd",
            "passphrase",
            "passcode",
            "pass",
            "dbPass",
            "user_pass",
            "userpass",
            "passwort",
            "pwd",
            "PWD",
            "userPwd",
            "pswd",
            "pw",
            "PW",
            "adminPw",
            "secret",
            "clientSecret",
            "client_secret",
            "secretAccessKey",
            "token",
            "tokens",
            "accessToken",
            "refresh_token",
            "oauth2Token",
            "idToken",
            "key",
            "apiKey",
            "API_KEY",
            "api-key",
            "X-Api-Key",
            "apikey",
            "privateKey",
            "privateKeyPem",
            "sshkey",
            "pem",
            "auth",
            "basicAuth",
            "oauth",
            "Authorization",
            "Proxy-Authorization",
            "authentication",
            "credential",
            "credentials",
            "creds",
            "dbCreds",
            "cred",
            "cookie",
            "Set-Cookie",
            "session",
            "sessionId",
            "JSESSIONID",
            "jwt",
            "bearer",
            "csrf",
            "xsrfHeader",
            "signature",
            "hmac",
            "salt",
            "otp",
            "totp",
            "mnemonic",
            "connectionString",
            "CONNECTION_STRING",
            "connStr",
            "pin",
            "userPin",
            "cvv",
            "cvc",
            "ssn",
            "iban",
            "cardNumber",
            "creditCard",
            "passport");

    static Stream<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (String name : NAMES) {
            shapes.add(argument(name));
        }
        for (String method : List.of(
                "setPassword",
                "setPass",
                "setApiKey",
                "withToken",
                "updateCredentials",
                "changePassword",
                "checkPassword",
                "verifyOtp",
                "validateCvv",
                "putCookie",
                "addAuthorization",
                "storeIban",
                "hashPassword",
                "encryptSecret",
                "setConnectionString",
                "setSalt",
                "setSignature",
                "setClientSecret",
                "password",
                "apiKey",
                "userPassword",
                "set_password",
                "setPin",
                "withSecret")) {
            shapes.add(ofMethod(method));
        }
        values().forEach((name, value) -> shapes.add(new Shape(name, SECRET, VALUES.of(value))));
        pairsOfArguments(shapes);
        texts().forEach((name, text) -> addText(shapes, name, SECRET, text));
        forms().forEach((name, secret) -> addText(shapes, name, secret, "found " + secret + " here"));
        return shapes.stream();
    }

    private static Shape argument(String name) {
        return new Shape(
                "argument " + name,
                SECRET,
                VALUES.arguments(null, Map.of(name, SECRET)).toString());
    }

    private static Shape ofMethod(String name) {
        for (java.lang.reflect.Method method : Methods.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                Map<String, Object> arguments = new LinkedHashMap<>();
                for (int i = 0; i < method.getParameterCount(); i++) {
                    arguments.put("arg" + i, SECRET);
                }
                return new Shape(
                        name + "(…)",
                        SECRET,
                        VALUES.arguments(method, arguments).toString());
            }
        }
        throw new AssertionError(name);
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<Header, String> byEnum = new EnumMap<>(Header.class);
        byEnum.put(Header.PASSWORD, SECRET);
        values.put("map by enum", byEnum);
        values.put("map by text", Map.of("password", SECRET));
        values.put("map by builder", new HashMap<Object, Object>(Map.of(new StringBuilder("password"), SECRET)));
        values.put("map by record", new HashMap<Object, Object>(Map.of(new HeaderName("Authorization"), SECRET)));
        values.put("map by optional", new HashMap<Object, Object>(Map.of(Optional.of("token"), SECRET)));
        values.put("map by list", new HashMap<Object, Object>(Map.of(List.of("db", "password"), SECRET)));
        values.put("sorted map", new TreeMap<>(Map.of("secret", SECRET)));
        values.put("concurrent map", new ConcurrentHashMap<>(Map.of("api_key", SECRET)));
        values.put("nested map", Map.of("headers", Map.of("Cookie", SECRET)));
        values.put("map in a list", List.of(Map.of("pw", SECRET)));
        values.put("entry", Map.entry("pin", SECRET));
        values.put("mutable entry", new AbstractMap.SimpleEntry<>("iban", SECRET));
        values.put("record of name and value", new Pair("password", SECRET));
        values.put("record of key and value", new Property("db.password", SECRET));
        values.put("record of key and list", new Property("db.password", List.of(SECRET)));
        values.put("record of value and header", new Reversed(SECRET, "Authorization"));
        values.put("list of records", List.of(new Pair("a", "b"), new Pair("X-Api-Key", SECRET)));
        values.put("record named Password", new Password(SECRET));
        values.put("class named ApiKey", new ApiKey());
        values.put("class named Credentials", List.of(new Credentials()));
        values.put("option and value", new String[] {"--password", SECRET});
        values.put("option with value", new String[] {"--password=" + SECRET});
        values.put("short option and value", List.of("-pw", SECRET));
        values.put("key and value in an array", new Object[] {"token", SECRET});
        values.put("key and value in arrays", new String[][] {{"password", SECRET}});
        values.put("key and value in a list", Arrays.asList("user", "ada", "secret", SECRET));
        values.put("key and value in a deque", new ArrayDeque<>(List.of("api-key", SECRET)));
        values.put("enum and value", new Object[] {Header.API_KEY, SECRET});
        values.put("characters", SECRET.toCharArray());
        values.put("boxed characters", SECRET.chars().mapToObj(c -> (char) c).toArray(Character[]::new));
        values.put("characters in a list", List.of(SECRET.toCharArray()));
        values.put("characters in a holder", Optional.of(SECRET.toCharArray()));
        values.put("uri with user", URI.create("https://ada:" + SECRET + "@example.org/"));
        values.put("uri with query", URI.create("https://example.org/?access_token=" + SECRET));
        values.put(
                "builder",
                new StringBuilder().append("password=").append(SECRET).reverse().reverse());
        values.put("exception", new IllegalStateException("login failed: password=" + SECRET));
        values.put("text in a holder", new AtomicReference<>("pwd=" + SECRET));
        return values;
    }

    private static void pairsOfArguments(List<Shape> shapes) {
        for (String naming : List.of("name", "key", "header", "property", "arg0")) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put(naming, "db.password");
            arguments.put("value", SECRET);
            shapes.add(new Shape(
                    naming + " and value",
                    SECRET,
                    VALUES.arguments(null, arguments).toString()));
        }
        Map<String, Object> reversed = new LinkedHashMap<>();
        reversed.put("v", SECRET);
        reversed.put("option", "password");
        shapes.add(new Shape(
                "value and option", SECRET, VALUES.arguments(null, reversed).toString()));
    }

    private static void addText(List<Shape> shapes, String name, String secret, String text) {
        shapes.add(new Shape("text with " + name, secret, VALUES.of(text)));
        shapes.add(new Shape("exception with " + name, secret, VALUES.exception(new RuntimeException(text))));
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("pair", "user=ada password=hunter2");
        texts.put("pair with spaces", "password = hunter2");
        texts.put("pair in quotes", "password='hunter2 and more'");
        texts.put("pair at the end", "a=b;pwd=hunter2");
        texts.put("property", "spring.datasource.password: hunter2");
        texts.put("environment", "DB_PASSWORD=hunter2");
        texts.put("toString of a bean", "User{name='ada', password='hunter2'}");
        texts.put("toString of a record", "User[name=ada, token=hunter2]");
        texts.put("toString of a list", "tokens=[a, hunter2]");
        texts.put("toString of a pair", "Header[key=Authorization, value=hunter2]");
        texts.put("toString of a property", "name=db.password, value=hunter2");
        texts.put("JSON", "{\"user\":\"ada\",\"password\":\"hunter2\"}");
        texts.put("JSON with spaces", "{ \"apiKey\" : \"hunter2\" }");
        texts.put("JSON in JSON", "{\"body\":\"{\\\"secret\\\":\\\"hunter2\\\"}\"}");
        texts.put("JSON number", "{\"pin\":4711, \"cvv\":\"hunter2\"}");
        texts.put("JSON list", "{\"tokens\":[\"a\",\"hunter2\"]}");
        texts.put("XML element", "<login><password>hunter2</password></login>");
        texts.put("XML attribute", "<login password=\"hunter2\"/>");
        texts.put("XML entry", "<entry key=\"password\">hunter2</entry>");
        texts.put("form", "user=ada&password=hunter2&x=1");
        texts.put("query", "GET /login?api_key=hunter2&x=1");
        texts.put("header", "Authorization: Basic hunter2");
        texts.put("bearer header", "Authorization: Bearer hunter2");
        texts.put("cookie header", "Cookie: a=b; SID=hunter2");
        texts.put("option", "run --password hunter2 now");
        texts.put("option with equals", "run --db-password=hunter2");
        texts.put("option of Java", "java -Dpassword=hunter2 Main");
        texts.put("options as a list", "[--password, hunter2]");
        texts.put("SQL", "CREATE USER ada WITH PASSWORD 'hunter2'");
        texts.put("YAML", "db:\n  password: hunter2\n");
        texts.put("URL", "connecting to https://ada:hunter2@example.org/x");
        texts.put("URL without password", "cloning https://hunter2@example.org/x.git");
        texts.put("URL of a queue", "amqp://guest:hunter2@broker:5672/vhost");
        texts.put("URL with a slash in the password", "redis://:p/hunter2@host:6379");
        texts.put("JDBC", "jdbc:postgresql://host/db?user=ada&password=hunter2");
        texts.put("JDBC of SQL Server", "jdbc:sqlserver://host;user=sa;password=hunter2;encrypt=true");
        texts.put("JDBC of Oracle", "jdbc:oracle:thin:scott/hunter2@//host:1521/x");
        texts.put("arrow", "password => hunter2");
        return texts;
    }

    /** Texts that are secret by their form alone. */
    private static Map<String, String> forms() {
        Random random = new Random(7);
        byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + url.substring(0, 43));
        forms.put("JWT without signature", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
        forms.put("private key", "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----");
        forms.put("private key of RSA", "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQ");
        forms.put("MD5", "9e107d9d372bb6826bd81d3542a419d6");
        forms.put("SHA-1", "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12");
        forms.put("SHA-256", "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592");
        forms.put("Base64", base64);
        forms.put("Base64 of 32 bytes", base64.substring(0, 43) + "=");
        forms.put("Base64 for URLs", url);
        forms.put("AWS key", "AKIAIOSFODNN7EXAMPLE");
        forms.put("GitHub token", "ghp_16C7e42F292c6912E7710c838347Ae178B4a");
        forms.put("GitLab token", "glpat-1234567890abcdefghij");
        forms.put("Slack token", "xoxb-123456789012-abcdefghij");
        forms.put("Stripe key", "sk_live_4eC39HqLyjWDarjtT1zdp7dc");
        forms.put("Google key", "AIzaSyA-1234567890abcdefghijklmnopqrstu");
        forms.put("bearer", "Bearer abc123def");
        forms.put("basic", "Basic YWRhOmg=");
        forms.put("IBAN", "DE89370400440532013000");
        forms.put("IBAN in groups", "GB82 WEST 1234 5698 7654 32");
        forms.put("card", "4111111111111111");
        forms.put("card in groups", "5500 0000 0000 0004");
        forms.put("card with hyphens", "3782-822463-10005");
        return forms;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aSecretDoesNotAppear(Shape shape) {
        String secret = shape.secret().startsWith("Bearer ") || shape.secret().startsWith("Basic ")
                ? shape.secret().substring(6).strip()
                : shape.secret();

        assertThat(shape.formatted()).doesNotContain(secret).doesNotContain(lastPart(secret));
    }

    /** A secret of several parts is hidden as a whole. */
    private static String lastPart(String secret) {
        return secret.length() < 20 ? secret : secret.substring(secret.length() - 10);
    }

    @Test
    void theCorpusHasAtLeastTwoHundredShapes() {
        assertThat(shapes().map(Shape::name)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(200);
    }

    /** Redaction is of no use to those who then switch it off. */
    static Stream<String> harmless() {
        return Stream.of(
                "the quick brown fox",
                "basic information about tokens",
                "user=ada, count=3",
                "http://localhost:8080/orders/17?page=2",
                "/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so",
                "com.acme.orders.OrderProcessingServiceFactoryBean",
                "com/acme/orders/processing/OrderProcessingService2Factory",
                "org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor",
                "4f1c0a3e-7a3b-4d7e-9f5c-0c1d2e3f4a5b",
                "2026-01-02T03:04:05.678+01:00",
                "1700000000000",
                "12345678901234567890",
                "SELECT id, name FROM orders WHERE status = 'OPEN' AND price > 10",
                "{\"id\":17,\"name\":\"tea\",\"price\":\"3.50\"}",
                "DE and GB and other countries",
                "ada@example.org",
                "a: b, c: d",
                "x".repeat(100),
                "0".repeat(64),
                "password=null");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatIsNotSecretIsShown(String text) {
        Function<String, String> unquoted =
                shown -> shown.substring(1, shown.length() - 1).replace("\\\"", "\"");

        assertThat(unquoted.apply(VALUES.of(text))).isEqualTo(text);
    }

    @Test
    void onlyTheSecretPartIsHidden() {
        assertThat(VALUES.of("user=ada password=hunter2 port=80"))
                .isEqualTo("\"user=ada password=(redacted) port=80\"");
        assertThat(VALUES.of("https://ada:pw@example.org/x")).isEqualTo("\"https://(redacted)@example.org/x\"");
        assertThat(VALUES.of(new Pair("Authorization", "x")))
                .isEqualTo("LeakCorpusTest$Pair[name=\"Authorization\", value=(redacted)]");
        assertThat(VALUES.of(new Pair("Accept", "x"))).isEqualTo("LeakCorpusTest$Pair[name=\"Accept\", value=\"x\"]");
        assertThat(VALUES.exception(new RuntimeException("token=abc, user=ada")))
                .isEqualTo("java.lang.RuntimeException: token=(redacted), user=ada");
    }

    @Test
    void aSecretAtTheCutIsRecognizedByWhatFollowsIt() {
        String text = "x ".repeat(120) + "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl";

        assertThat(VALUES.of(text)).doesNotContain("eyJ").contains("x x (redacted)");
    }

    @Test
    void aVeryLongExceptionMessageIsCut() {
        String shown = VALUES.exception(new RuntimeException("y ".repeat(1_000_000)));

        assertThat(shown).hasSizeLessThan(70_000).endsWith("… of 2000028");
    }
}
