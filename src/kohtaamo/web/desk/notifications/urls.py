"""What one is told, and how."""

from django.urls import path

from kohtaamo.web.desk.notifications import pages, wishes

urlpatterns = [
    path("notifications/", pages.notifications, name="notifications"),
    path("notifications/bell/", pages.bell, name="bell"),
    path("notifications/seen/", pages.seen, name="notifications_seen"),
    path("notifications/<int:notification_id>/", pages.notification, name="notification"),
    path("me/notifications/", wishes.wishes, name="my_notifications"),
    path("me/devices/", wishes.devices, name="my_devices"),
    path("me/devices/<int:device_id>/removal/", wishes.device_removal, name="my_device_removal"),
]
