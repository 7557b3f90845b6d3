app_name = "memoranda"
urlpatterns = []
