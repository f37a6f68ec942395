package dev.observatory.bench.spring;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.IntUnaryOperator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application, sends it two requests and terminates. */
@SpringBootApplication
public class Application {
    /**
     * Runs the application and prints the number of loaded classes and the answer.
     *
     * @param args the names of classes that implement {@link IntUnaryOperator}, called once when the application is ready
     * @throws Exception if the application fails
     */
    public static void main(String[] args) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(Application.class)) {
            int sum = 0;
            for (String worker : args) {
                sum += ((IntUnaryOperator)
                                Class.forName(worker).getDeclaredConstructor().newInstance())
                        .applyAsInt(1);
            }
            String port = context.getEnvironment().getProperty("local.server.port");
            URI scores = URI.create("http://localhost:" + port + "/scores/red");
            HttpClient client = HttpClient.newHttpClient();
            send(
                    client,
                    HttpRequest.newBuilder(scores)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("3"))
                            .build());
            String answer = send(client, HttpRequest.newBuilder(scores).build());
            long loaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
            System.out.println("ready " + loaded + " " + sum + " " + answer);
        }
    }

    private static String send(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(request + " returned " + response + ": " + response.body());
        }
        return response.body();
    }
}
