module com.example.orders {
    requires dev.observatory;
    requires dev.observatory.agent;
}
